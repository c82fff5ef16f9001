/// Files that cannot be read as JSON, not even generously. Under each the exact mistakes, their code in front.
let goldenSyntax = #"""
    === an empty file

    ---
    syntax 1:1: found an empty file, expected an object { … }
    === only a comment
    // nothing
    ---
    syntax 1:11: found an empty file, expected an object { … }
    === duplicate services, instances and keys
    { "services": [
      { "name": "a", "health": "http://h/" },
      { "name": "a", "health": ["http://h/1", "http://h/1", { "url": "http://h/2", "name": "x" }, { "url": "http://h/3", "name": "x" }],
        "interval": "5s", "interval": "6 s" },
    ] }
    ---
    duplicate_name 3:13: services[1].name: found a second service "a", expected a name that no other service has; the first is at 2:13
    duplicate_name 3:43: services[1].health[1]: found a second instance "http://h/1", expected each instance once; the first is at 3:29
    duplicate_name 3:95: services[1].health[3]: found a second instance "x", expected each instance once; the first is at 3:57
    duplicate_key 4:23: services[1].interval: found "interval" again, expected each key once; it is already at 4:5
    wrong_value 4:35: services[1].interval: found "6 s", expected a duration from 100ms to 1d, such as "5s" or "250ms"; did you mean "6s"?
    === headers
    { "services": [ { "name": "a", "health": "http://h/", "headers": {
        "X Bad": "1",
        "Accept": "a",
        "accept": "b",
        "Authorization": "Bearer ${TOKEN}",
        "X-A": { "path": "token" },
        "X-B": 5,
        "X-C": "line\nbreak"
    } } ] }
    ---
    wrong_value 2:5: services[0].headers["X Bad"]: found "X Bad", expected the name of a header: letters, digits and !#$%&'*+-.^_`|~
    duplicate_key 4:5: services[0].headers.accept: found "accept" again, expected each header once; it is already written as "Accept"
    unknown_key 6:14: services[0].headers["X-A"].path: found the unknown key "path", expected a key that is known here; did you mean "file"?
    wrong_type 7:12: services[0].headers["X-B"]: found 5, expected a text, or an object { … }
    wrong_value 8:12: services[0].headers["X-C"]: found a value, expected a text in one line, without control characters
    === a missing comma and a missing colon
    {
      "theme": "dark"
      "services" [],
      "traceLog": "t"
    }
    ---
    syntax 3:3: theme: found "services", expected "," or "}" before it
    syntax 3:14: services: found "[", expected ":"
    === an equals sign, a semicolon, a hash
    {
      # colours
      "theme" = "dark";
      "traceLog": "t"
    }
    ---
    syntax 2:3: found "#", expected // before a comment
    syntax 3:11: theme: found "=", expected ":"
    syntax 3:19: theme: found ";", expected "," or "}"
    === a duration without quotes
    { "services": [ { "name": "a", "health": "http://h/", "interval": 5s, "timeout": fast, "mute": True } ] }
    ---
    syntax 1:67: services[0].interval: found 5s, expected a text in quotes, "5s"
    syntax 1:82: services[0].timeout: found fast, expected a text in quotes, "fast"
    syntax 1:96: services[0].mute: found True, expected a text in quotes, "True"; did you mean true?
    === a text without its end
    {
      "theme": "dark,
      "traceLog": "t",
      "colour": 1
    }
    ---
    syntax 2:12: theme: found a text without its end, expected a closing " in the same line
    unknown_key 4:3: colour: found the unknown key "colour", expected one of $schema, services, defaults, traceLog, mapping, operator, audit, history, claims, alerts, theme
    === a key without its end
    {
      "theme: "dark",
      "traceLog": 5
    }
    ---
    syntax 2:3: theme: found a key without its end, expected a closing " behind theme
    wrong_type 3:15: traceLog: found 5, expected the path of a file, or a list [ … ] of paths, or an object { … }
    === a comment without its end
    { "theme": "dark" /* for ever
    }
    ---
    syntax 1:19: found a comment without its end, expected a closing */
    === a bracket that is never closed
    { "services": [ { "name": "a", "health": "http://h/" }
    ---
    syntax 1:55: services: found the end of the file, expected "]" for the "[" at 1:15
    === brackets that do not fit
    { "services": [ { "name": "a", "health": "http://h/" ] }, "theme": "x" }
    ---
    syntax 1:54: services[0]: found "]", expected "}" for the "{" at 1:17
    === more behind the end
    { "theme": "dark" } true
    ---
    syntax 1:21: found "true", expected the end of the file
    === a comma too many
    { "services": [ , { "name": "a",, "health": "http://h/" } ], , }
    ---
    syntax 1:17: services[0]: found ",", expected a value
    syntax 1:33: services[0]: found ",", expected a key
    syntax 1:62: found ",", expected a key
    === bad escapes
    { "theme": "\q", "audit": { "path": "\u12" }, "traceLog": "\ud800", "history": { "path": "a\u0000b" } }
    ---
    syntax 1:13: theme: found "\q", expected an escape of JSON, or \\ for a backslash
    syntax 1:38: audit.path: found "\u12", expected 4 hexadecimal digits
    syntax 1:60: traceLog: found \ud800, expected a whole surrogate pair
    syntax 1:92: history.path: found \u0, expected no NUL character
    === a value left out
    { "theme": , "audit": }
    ---
    syntax 1:12: theme: found ",", expected a value
    syntax 1:23: audit: found "}", expected a value
    === a stray character
    { "theme": @, ! "audit": {} }
    ---
    syntax 1:12: theme: found "@", expected a value
    syntax 1:15: found "!", expected a key
    === trailing numbers
    { "services": [ { "name": "a", "health": "http://h/", "unhealthyAfter": 03, "healthyAfter": 1.2.3 } ] }
    ---
    syntax 1:73: services[0].unhealthyAfter: found 03, expected a number
    syntax 1:93: services[0].healthyAfter: found 1.2.3, expected a number
    === a deep nest
    { "theme": [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[ 1 ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]], "colour": 1 }
    ---
    wrong_type 1:12: theme: found a list, expected one of "auto", "dark", "light", "monochrome"
    syntax 1:75: theme[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]: found level 65 of nesting, expected at most 64 levels
    unknown_key 1:157: colour: found the unknown key "colour", expected one of $schema, services, defaults, traceLog, mapping, operator, audit, history, claims, alerts, theme
    === an unquoted key with a dash and one that begins with a digit
    { memory-limit: 1, 5s: 2 }
    ---
    syntax 1:3: ["memory-limit"]: found memory-limit, expected the key in quotes, "memory-limit"
    unknown_key 1:3: ["memory-limit"]: found the unknown key "memory-limit", expected one of $schema, services, defaults, traceLog, mapping, operator, audit, history, claims, alerts, theme
    syntax 1:20: 5s: found 5s, expected the key in quotes, "5s"
    unknown_key 1:20: 5s: found the unknown key "5s", expected one of $schema, services, defaults, traceLog, mapping, operator, audit, history, claims, alerts, theme
    === text between values
    { "theme": "dark" and more, "traceLog": 5 }
    ---
    syntax 1:19: theme: found "and", expected "," or "}" before it
    wrong_type 1:41: traceLog: found 5, expected the path of a file, or a list [ … ] of paths, or an object { … }
    === keys that ended up in another object because a bracket is missing
    {
      "theme": "drak",
      "services": [
        { "name": "a", "health": "http://h/", "tls": { "insecure": true ],
      "traceLog": "t",
      "colour": 1
    }
    ---
    wrong_value 2:12: theme: found "drak", expected one of "auto", "dark", "light", "monochrome"; did you mean "dark"?
    syntax 4:69: services[0].tls: found "]", expected "}" for the "{" at 4:50
    warning no_effect 4:50: services[0].tls: none of its addresses is https, so nothing is checked by this
    """#
