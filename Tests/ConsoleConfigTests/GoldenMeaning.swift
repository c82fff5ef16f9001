/// Files that are JSON and yet no config. Under each the exact mistakes, their code in front.
let goldenMeaning = #"""
    === a list instead of an object
    [1, 2]
    ---
    wrong_type 1:1: found a list, expected an object { … }
    === an unknown key at the top
    { "servces": [] }
    ---
    unknown_key 1:3: servces: found the unknown key "servces", expected a key that is known here; did you mean "services"?
    === an unknown key with another program's name
    { "services": [ { "name": "orders", "url": "http://h/health" } ] }
    ---
    unknown_key 1:37: services[0].url: found the unknown key "url", expected a key that is known here; did you mean "health"?
    === an unknown key that is near nothing
    { "zebra": 1, "traceLog": "t.jsonl" }
    ---
    unknown_key 1:3: zebra: found the unknown key "zebra", expected one of $schema, services, defaults, traceLog, mapping, operator, audit, history, claims, alerts, theme
    === a missing name and a missing health
    {
      "services": [
        { "health": "http://h:1/health" },
        { "name": "b" },
        {},
      ],
    }
    ---
    missing_key 3:5: services[0].name: expected "name": a text of 1 to 100 characters
    missing_key 4:5: services[1].health: expected "health": an address such as "http://127.0.0.1:8080/health", or an object { … }, or a list [ … ] of addresses or objects
    missing_key 5:5: services[2].name: expected "name": a text of 1 to 100 characters
    missing_key 5:5: services[2].health: expected "health": an address such as "http://127.0.0.1:8080/health", or an object { … }, or a list [ … ] of addresses or objects
    === durations
    { "services": [
      { "name": "a", "health": "http://h/", "interval": 5 },
      { "name": "b", "health": "http://h/", "interval": "5 sec" },
      { "name": "c", "health": "http://h/", "interval": "5 parsecs" },
      { "name": "d", "health": "http://h/", "interval": "1ms" },
      { "name": "e", "health": "http://h/", "timeout": "-1s" },
      { "name": "f", "health": "http://h/", "timeout": null },
    ] }
    ---
    wrong_type 2:53: services[0].interval: found 5, expected a duration from 100ms to 1d, such as "5s" or "250ms"; did you mean "5s"?
    wrong_value 3:53: services[1].interval: found "5 sec", expected a duration from 100ms to 1d, such as "5s" or "250ms"; did you mean "5s"?
    wrong_value 4:53: services[2].interval: found "5 parsecs", expected a duration from 100ms to 1d, such as "5s" or "250ms"
    out_of_range 5:53: services[3].interval: found "1ms", expected a duration from 100ms to 1d, such as "5s" or "250ms"
    wrong_value 6:52: services[4].timeout: found "-1s", expected a duration from 10ms to 10m, such as "5s" or "250ms"
    wrong_type 7:52: services[5].timeout: found null, expected a duration from 10ms to 10m, such as "5s" or "250ms"
    === numbers and flags
    { "services": [
      { "name": "a", "health": "http://h/", "unhealthyAfter": 0 },
      { "name": "b", "health": "http://h/", "unhealthyAfter": 2.5 },
      { "name": "c", "health": "http://h/", "unhealthyAfter": "3" },
      { "name": "d", "health": "http://h/", "mute": "true" },
      { "name": "e", "health": "http://h/", "healthyAfter": Infinity },
      { "name": "f", "health": "http://h/", "everyAddress": 1 },
    ] }
    ---
    out_of_range 2:59: services[0].unhealthyAfter: found 0, expected a whole number from 1 to 100
    wrong_value 3:59: services[1].unhealthyAfter: found 2.5, expected a whole number from 1 to 100
    wrong_type 4:59: services[2].unhealthyAfter: found "3", expected a whole number from 1 to 100; did you mean 3?
    wrong_type 5:49: services[3].mute: found "true", expected true or false; did you mean true?
    out_of_range 6:57: services[4].healthyAfter: found Infinity, expected a whole number from 1 to 100
    wrong_type 7:57: services[5].everyAddress: found 1, expected true or false
    === words
    { theme: "drak", services: [ { name: "a", health: "http://h/", tier: "Critical", format: "springboot" } ] }
    ---
    wrong_value 1:10: theme: found "drak", expected one of "auto", "dark", "light", "monochrome"; did you mean "dark"?
    wrong_value 1:70: services[0].tier: found "Critical", expected one of "critical", "normal", "reporting"; did you mean "critical"?
    wrong_value 1:90: services[0].format: found "springboot", expected one of "auto", "native", "spring", "health+json", "microprofile", "aspnet", "kubernetes", "envoy", "consul", "resilience4j", "plain", "status"; did you mean "spring"?
    === sizes
    { "traceLog": { "path": "t", "memoryLimit": "512M" },
      "alerts": { "minimumHealth": "warning" } }
    ---
    wrong_value 1:45: traceLog.memoryLimit: found "512M", expected a size from 1MiB to 1TiB, such as "512MiB"; did you mean "512MiB"?
    wrong_value 2:32: alerts.minimumHealth: found "warning", expected one of "degraded", "unhealthy"
    === a size without its unit
    { "traceLog": { "path": "t", "memoryLimit": 536870912 } }
    ---
    wrong_type 1:45: traceLog.memoryLimit: found 536870912, expected a size from 1MiB to 1TiB, such as "512MiB"; did you mean "512MiB"?
    === a size beyond its range
    { "traceLog": { "path": "t", "memoryLimit": "1KiB" } }
    ---
    out_of_range 1:45: traceLog.memoryLimit: found "1KiB", expected a size from 1MiB to 1TiB, such as "512MiB"
    === addresses
    { "services": [
      { "name": "a", "health": "localhost:8080/health" },
      { "name": "b", "health": "htp://h/health" },
      { "name": "c", "health": "http:///health" },
      { "name": "d", "health": "http://h:0/" },
      { "name": "e", "health": "http://h:99999/" },
      { "name": "f", "health": "http://h/a b" },
      { "name": "g", "health": "http://::1/health" },
      { "name": "h", "health": "http://[::1/health" },
      { "name": "i", "health": "http://[::g]/health" },
      { "name": "j", "health": "tcp://h" },
      { "name": "k", "health": "tcp://h:1/path" },
      { "name": "l", "health": "http://256.1.1.1/" },
      { "name": "m", "health": "http://ada:hunter2@h/health" },
      { "name": "n", "health": "http://h/#top" },
      { "name": "o", "health": "unix:app.sock" },
      { "name": "p", "health": "http+unix://run/health" },
      { "name": "q", "health": "http://h/", "operations": "tcp://h:1" },
      { "name": "r", "health": [] },
      { "name": "s", "health": [ "http://h/", 5, { "name": "x" } ] },
      { "name": "t", "health": 5 },
    ] }
    ---
    wrong_value 2:28: services[0].health: found "localhost:8080/health", expected an address with its scheme in front (http, https, tcp, unix, http+unix); did you mean "http://localhost:8080/health"?
    wrong_value 3:28: services[1].health: found "htp://h/health", expected one of the schemes http, https, tcp, unix, http+unix; did you mean http://?
    wrong_value 4:28: services[2].health: found "http:///health", expected a host
    wrong_value 5:28: services[3].health: found "http://h:0/", expected a port from 1 to 65535
    wrong_value 6:28: services[4].health: found "http://h:99999/", expected a port from 1 to 65535
    wrong_value 7:28: services[5].health: found "http://h/a b", expected an address without " "
    wrong_value 8:28: services[6].health: found "http://::1/health", expected brackets around an IPv6 address; did you mean [::1]?
    wrong_value 9:28: services[7].health: found "http://[::1/health", expected "]" behind the IPv6 address
    wrong_value 10:28: services[8].health: found "http://[::g]/health", expected an IPv6 address between "[" and "]"
    wrong_value 11:28: services[9].health: found "tcp://h", expected a port, as in tcp://h:5432
    wrong_value 12:28: services[10].health: found "tcp://h:1/path", expected a tcp address that ends with its port
    wrong_value 13:28: services[11].health: found "http://256.1.1.1/", expected a host name (letters, digits, "-", ".") or an IP address
    wrong_value 14:28: services[12].health: found "http://…@h/health", expected an address without a user; a header from a file or the environment logs in
    wrong_value 15:28: services[13].health: found "http://h/#top", expected an address without a fragment ("#")
    wrong_value 16:28: services[14].health: found "unix:app.sock", expected the whole path of a Unix socket, as in unix:/run/app.sock:/health
    wrong_value 17:28: services[15].health: found "http+unix://run/health", expected the whole path of a Unix socket, as in unix:/run/app.sock:/health
    wrong_value 18:55: services[16].operations: found "tcp://h:1", expected one of the schemes http, https, unix, http+unix
    out_of_range 19:28: services[17].health: found an empty list, expected at least one item
    wrong_type 20:43: services[18].health[1]: found 5, expected an address such as "http://127.0.0.1:8080/health", or an object { … }
    missing_key 20:46: services[18].health[2].url: expected "url": an address such as "http://127.0.0.1:8080/health"
    wrong_type 21:28: services[19].health: found 5, expected an address such as "http://127.0.0.1:8080/health", or an object { … }, or a list [ … ] of addresses or objects
    === variables
    { "operator": { "name": "${USRE}" },
      "audit": { "path": "${}" },
      "services": [ { "name": "${HOME", "health": "http://${HOST:-h}:${PORT}/" } ],
      "history": { "path": "${EMPTY}" } }
    ---
    unset_variable 1:25: operator.name: found ${USRE}, expected the environment variable USRE to be set, or a default as in ${USRE:-…}; did you mean ${USER}?
    wrong_value 2:22: audit.path: found "${}", expected ${NAME} or ${NAME:-default}; $${ stands for a plain ${
    wrong_value 3:27: services[0].name: found "${HOME", expected ${NAME} or ${NAME:-default}; $${ stands for a plain ${
    unset_variable 3:47: services[0].health: found ${PORT}, expected the environment variable PORT to be set, or a default as in ${PORT:-…}
    wrong_value 4:24: history.path: found "" from "${EMPTY}", expected the path of a file
    === files
    { "services": [ { "name": "a", "health": "https://h/",
        "tls": { "ca": "nowhere.pem", "certificate": "c.pem" }, "tokenFile": "folder" } ],
      "audit": { "path": "" } }
    ---
    missing_key 2:12: services[0].tls.key: expected the path of a file ("certificate" needs it)
    missing_file 2:20: services[0].tls.ca: found "nowhere.pem", but there is no /etc/fusebox/nowhere.pem, expected a file in PEM
    missing_file 2:74: services[0].tokenFile: found "folder", a folder, expected the path of a file
    wrong_value 3:22: audit.path: found "", expected the path of a file
    === a wrong key among wide characters
    { "operator": { "name": "Zoë 👩‍🚀" , "nmae": "x" } }
    ---
    unknown_key 1:37: operator.nmae: found the unknown key "nmae", expected a key that is known here; did you mean "name"?
    === escape sequences
    { "\u001b[31mred": 1, "theme": "\u001b]0;x\u0007" }
    ---
    unknown_key 1:3: ["\u{1b}[31mred"]: found the unknown key "\u{1b}[31mred", expected one of $schema, services, defaults, traceLog, mapping, operator, audit, history, claims, alerts, theme
    wrong_value 1:32: theme: found "\u{1b}]0;x\u{7}", expected one of "auto", "dark", "light", "monochrome"
    === a wrong schema value and a list in place of an object
    { "$schema": 1, "operator": [], "mapping": { "saga": { "spans": [ "a", 5 ] } } }
    ---
    wrong_type 1:14: $schema: found 1, expected a text
    wrong_type 1:29: operator: found an empty list, expected an object { … }
    wrong_type 1:72: mapping.saga.spans[1]: found 5, expected a text of 1 to 300 characters
    === a certificate without its key, in the defaults
    { "defaults": { "tls": { "certificate": "c.pem" } }, "services": [ { "name": "a", "health": "https://h/" } ] }
    ---
    missing_key 1:24: defaults.tls.key: expected the path of a file ("certificate" needs it)
    === invalid flags and numbers from the environment
    { "operator": { "readOnly": "${USER}" }, "services": [ { "name": "a", "health": "http://h/", "unhealthyAfter": "${EMPTY:-1000}" } ] }
    ---
    wrong_value 1:29: operator.readOnly: found "ada" from "${USER}", expected true or false
    wrong_value 1:112: services[0].unhealthyAfter: found "1000" from "${EMPTY:-1000}", expected a whole number from 1 to 100
    === a list for a name
    { "services": [ { "name": ["a"], "health": { "url": "http://h/" } } ] }
    ---
    wrong_type 1:27: services[0].name: found a list, expected a text of 1 to 100 characters
    === services that are no list
    { "services": { "name": "a", "health": "http://h/" } }
    ---
    wrong_type 1:15: services: found an object, expected a list [ … ] of objects
    """#
