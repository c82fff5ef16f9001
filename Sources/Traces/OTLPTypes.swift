// The engine's public API is made of OTLP's ids, times and details: whoever imports Traces has them too.
@_exported public import OTLP
