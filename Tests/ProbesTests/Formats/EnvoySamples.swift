/// Recorded from Envoy 1.40's admin interface: three hosts, one good, two that fail active checks; one ejected by outlier
/// detection.
enum EnvoySamples {
    static let clustersText = """
        payments::observability_name::payments
        payments::outlier::success_rate_average::-1
        payments::outlier::success_rate_ejection_threshold::-1
        payments::outlier::local_origin_success_rate_average::-1
        payments::outlier::local_origin_success_rate_ejection_threshold::-1
        payments::default_priority::max_connections::4
        payments::default_priority::max_pending_requests::2
        payments::default_priority::max_requests::8
        payments::default_priority::max_retries::1
        payments::high_priority::max_connections::1024
        payments::high_priority::max_pending_requests::1024
        payments::high_priority::max_requests::1024
        payments::high_priority::max_retries::3
        payments::added_via_api::false
        payments::127.0.0.1:19911::cx_active::0
        payments::127.0.0.1:19911::cx_connect_fail::0
        payments::127.0.0.1:19911::cx_total::0
        payments::127.0.0.1:19911::rq_active::0
        payments::127.0.0.1:19911::rq_error::0
        payments::127.0.0.1:19911::rq_pending_active::0
        payments::127.0.0.1:19911::rq_success::0
        payments::127.0.0.1:19911::rq_timeout::0
        payments::127.0.0.1:19911::rq_total::0
        payments::127.0.0.1:19911::hostname::
        payments::127.0.0.1:19911::health_flags::healthy
        payments::127.0.0.1:19911::weight::1
        payments::127.0.0.1:19911::region::eu
        payments::127.0.0.1:19911::zone::eu-1a
        payments::127.0.0.1:19911::sub_zone::
        payments::127.0.0.1:19911::canary::false
        payments::127.0.0.1:19911::priority::0
        payments::127.0.0.1:19911::success_rate::-1
        payments::127.0.0.1:19911::local_origin_success_rate::-1
        payments::127.0.0.1:19912::cx_active::0
        payments::127.0.0.1:19912::cx_connect_fail::0
        payments::127.0.0.1:19912::cx_total::0
        payments::127.0.0.1:19912::rq_active::0
        payments::127.0.0.1:19912::rq_error::0
        payments::127.0.0.1:19912::rq_pending_active::0
        payments::127.0.0.1:19912::rq_success::0
        payments::127.0.0.1:19912::rq_timeout::0
        payments::127.0.0.1:19912::rq_total::0
        payments::127.0.0.1:19912::hostname::
        payments::127.0.0.1:19912::health_flags::/failed_active_hc
        payments::127.0.0.1:19912::weight::1
        payments::127.0.0.1:19912::region::eu
        payments::127.0.0.1:19912::zone::eu-1a
        payments::127.0.0.1:19912::sub_zone::
        payments::127.0.0.1:19912::canary::false
        payments::127.0.0.1:19912::priority::0
        payments::127.0.0.1:19912::success_rate::-1
        payments::127.0.0.1:19912::local_origin_success_rate::-1
        payments::127.0.0.1:19913::cx_active::0
        payments::127.0.0.1:19913::cx_connect_fail::0
        payments::127.0.0.1:19913::cx_total::0
        payments::127.0.0.1:19913::rq_active::0
        payments::127.0.0.1:19913::rq_error::0
        payments::127.0.0.1:19913::rq_pending_active::0
        payments::127.0.0.1:19913::rq_success::0
        payments::127.0.0.1:19913::rq_timeout::0
        payments::127.0.0.1:19913::rq_total::0
        payments::127.0.0.1:19913::hostname::
        payments::127.0.0.1:19913::health_flags::/failed_active_hc
        payments::127.0.0.1:19913::weight::1
        payments::127.0.0.1:19913::region::eu
        payments::127.0.0.1:19913::zone::eu-1a
        payments::127.0.0.1:19913::sub_zone::
        payments::127.0.0.1:19913::canary::false
        payments::127.0.0.1:19913::priority::0
        payments::127.0.0.1:19913::success_rate::-1
        payments::127.0.0.1:19913::local_origin_success_rate::-1
        flaky::observability_name::flaky
        flaky::outlier::success_rate_average::-1
        flaky::outlier::success_rate_ejection_threshold::-1
        flaky::outlier::local_origin_success_rate_average::-1
        flaky::outlier::local_origin_success_rate_ejection_threshold::-1
        flaky::default_priority::max_connections::1024
        flaky::default_priority::max_pending_requests::1024
        flaky::default_priority::max_requests::1024
        flaky::default_priority::max_retries::3
        flaky::high_priority::max_connections::1024
        flaky::high_priority::max_pending_requests::1024
        flaky::high_priority::max_requests::1024
        flaky::high_priority::max_retries::3
        flaky::added_via_api::false
        flaky::127.0.0.1:19912::cx_active::0
        flaky::127.0.0.1:19912::cx_connect_fail::0
        flaky::127.0.0.1:19912::cx_total::9
        flaky::127.0.0.1:19912::rq_active::0
        flaky::127.0.0.1:19912::rq_error::9
        flaky::127.0.0.1:19912::rq_pending_active::0
        flaky::127.0.0.1:19912::rq_success::0
        flaky::127.0.0.1:19912::rq_timeout::0
        flaky::127.0.0.1:19912::rq_total::9
        flaky::127.0.0.1:19912::hostname::
        flaky::127.0.0.1:19912::health_flags::/failed_outlier_check
        flaky::127.0.0.1:19912::weight::1
        flaky::127.0.0.1:19912::region::
        flaky::127.0.0.1:19912::zone::
        flaky::127.0.0.1:19912::sub_zone::
        flaky::127.0.0.1:19912::canary::false
        flaky::127.0.0.1:19912::priority::0
        flaky::127.0.0.1:19912::success_rate::-1
        flaky::127.0.0.1:19912::local_origin_success_rate::-1
        """

    static let clustersJSON = #"""
        {"cluster_statuses": [{"name": "flaky", "host_statuses": [{"address": {"socket_address": {"address":
        "127.0.0.1", "port_value": 19912}}, "stats": [{"name": "cx_connect_fail"}, {"value": "9", "name": "cx_total"},
        {"value": "9", "name": "rq_error"}, {"name": "rq_success"}, {"name": "rq_timeout"}, {"value": "9", "name":
        "rq_total"}, {"type": "GAUGE", "name": "cx_active"}, {"type": "GAUGE", "name": "rq_active"}, {"type": "GAUGE",
        "name": "rq_pending_active"}], "health_status": {"failed_outlier_check": true, "eds_health_status": "HEALTHY"},
        "weight": 1, "locality": {}}], "circuit_breakers": {"thresholds": [{"max_connections": 1024,
        "max_pending_requests": 1024, "max_requests": 1024, "max_retries": 3}, {"priority": "HIGH", "max_connections":
        1024, "max_pending_requests": 1024, "max_requests": 1024, "max_retries": 3}]}, "observability_name": "flaky"},
        {"name": "payments", "host_statuses": [{"address": {"socket_address": {"address": "127.0.0.1", "port_value":
        19911}}, "stats": [{"name": "cx_connect_fail"}, {"name": "cx_total"}, {"name": "rq_error"}, {"name":
        "rq_success"}, {"name": "rq_timeout"}, {"name": "rq_total"}, {"type": "GAUGE", "name": "cx_active"}, {"type":
        "GAUGE", "name": "rq_active"}, {"type": "GAUGE", "name": "rq_pending_active"}], "health_status":
        {"eds_health_status": "HEALTHY"}, "weight": 1, "locality": {"region": "eu", "zone": "eu-1a"}}, {"address":
        {"socket_address": {"address": "127.0.0.1", "port_value": 19912}}, "stats": [{"name": "cx_connect_fail"},
        {"name": "cx_total"}, {"name": "rq_error"}, {"name": "rq_success"}, {"name": "rq_timeout"}, {"name":
        "rq_total"}, {"type": "GAUGE", "name": "cx_active"}, {"type": "GAUGE", "name": "rq_active"}, {"type": "GAUGE",
        "name": "rq_pending_active"}], "health_status": {"failed_active_health_check": true, "eds_health_status":
        "HEALTHY"}, "weight": 1, "locality": {"region": "eu", "zone": "eu-1a"}}, {"address": {"socket_address":
        {"address": "127.0.0.1", "port_value": 19913}}, "stats": [{"name": "cx_connect_fail"}, {"name": "cx_total"},
        {"name": "rq_error"}, {"name": "rq_success"}, {"name": "rq_timeout"}, {"name": "rq_total"}, {"type": "GAUGE",
        "name": "cx_active"}, {"type": "GAUGE", "name": "rq_active"}, {"type": "GAUGE", "name": "rq_pending_active"}],
        "health_status": {"failed_active_health_check": true, "eds_health_status": "HEALTHY"}, "weight": 1, "locality":
        {"region": "eu", "zone": "eu-1a"}}], "circuit_breakers": {"thresholds": [{"max_connections": 4,
        "max_pending_requests": 2, "max_requests": 8, "max_retries": 1}, {"priority": "HIGH", "max_connections": 1024,
        "max_pending_requests": 1024, "max_requests": 1024, "max_retries": 3}]}, "observability_name": "payments"}]}
        """#
}
