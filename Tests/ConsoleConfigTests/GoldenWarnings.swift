/// Files that are read, with a word of warning. Under each the exact mistakes, their code in front.
let goldenWarnings = #"""
    === a timeout above the interval
    { "services": [ { "name": "a", "health": "http://h/", "interval": "500ms", "timeout": "2s" } ] }
    ---
    warning timeout_above_interval 1:87: services[0].timeout: a timeout of 2s is longer than the interval of 500ms: a hanging service is probed less often than it says
    === a default interval below a timeout
    { "defaults": { "interval": "500ms" }, "services": [ { "name": "a", "health": "http://h/", "timeout": "2s" } ] }
    ---
    warning timeout_above_interval 1:103: services[0].timeout: a timeout of 2s is longer than the interval of 500ms: a hanging service is probed less often than it says
    === degraded later than timed out
    { "services": [ { "name": "a", "health": "http://h/", "degradedAbove": "3s" } ] }
    ---
    warning no_effect 1:72: services[0].degradedAbove: no answer is slower than the timeout of 1s, so none counts as degraded
    === secrets
    { "services": [ { "name": "a", "health": "http://h/health?token=abc", "headers": {
        "Authorization": "Bearer abcdef",
        "X-Api-Key": "abc",
        "Accept": "application/json",
        "X-Jwt": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.abc",
        "Cookie": "${TOKEN}"
    } } ], "operator": { "name": "ghp_0123456789abcdef0123456789abcdef0123" } }
    ---
    warning secret_in_file 1:42: services[0].health: this looks like a secret, and whoever reads the config reads it; take it from the environment ("${NAME}") or from a file
    warning secret_in_file 2:22: services[0].headers.Authorization: this looks like a secret, and whoever reads the config reads it; take it from the environment ("${NAME}") or from a file
    warning secret_in_file 3:18: services[0].headers["X-Api-Key"]: this looks like a secret, and whoever reads the config reads it; take it from the environment ("${NAME}") or from a file
    warning secret_in_file 5:14: services[0].headers["X-Jwt"]: this looks like a secret, and whoever reads the config reads it; take it from the environment ("${NAME}") or from a file
    warning secret_in_file 7:30: operator.name: this looks like a secret, and whoever reads the config reads it; take it from the environment ("${NAME}") or from a file
    === token files
    { "services": [ { "name": "a", "health": "http://h/", "tokenFile": "open.token" },
        { "name": "b", "health": "http://h/", "tokenFile": "not-yet.token", "headers": { "Authorization": { "file": "open.token", "prefix": "Bearer " } } } ],
      "operator": { "tokenFile": "~/token" } }
    ---
    warning world_readable 1:68: services[0].tokenFile: "open.token" can be read by everybody on this machine (mode 644); chmod 600 keeps it a secret
    warning missing_file 2:56: services[1].tokenFile: "not-yet.token" is not there yet (/etc/fusebox/not-yet.token); without it nothing can be asked with a token
    warning world_readable 2:113: services[1].headers.Authorization.file: "open.token" can be read by everybody on this machine (mode 644); chmod 600 keeps it a secret
    warning missing_file 3:30: operator.tokenFile: "~/token" is not there yet (/home/ada/token); without it nothing can be asked with a token
    === what has no effect
    { "services": [
        { "name": "a", "health": "http://h/", "tls": { "ca": "c.pem" } },
        { "name": "b", "health": "https://h/", "tls": { "insecure": true } },
        { "name": "c", "health": "tcp://h:1", "format": "spring" },
        { "name": "d", "health": "unix:/run/d.sock", "everyAddress": true } ] }
    ---
    warning no_effect 2:50: services[0].tls: none of its addresses is https, so nothing is checked by this
    warning insecure 3:65: services[1].tls.insecure: any certificate is taken: somebody in between can answer for the service
    warning no_effect 4:53: services[2].format: a tcp address is only connected to, so there is no answer to read as "spring"
    warning no_effect 5:66: services[3].everyAddress: a Unix socket has no name that could resolve to several addresses
    === nothing to show
    { }
    ---
    warning no_effect 1:1: this names no service and no trace log, so there is nothing to show
    === a private key that others read
    { "defaults": { "tls": { "ca": "c.pem", "certificate": "c.pem", "key": "open.token" } },
      "services": [ { "name": "a", "health": "https://h/" } ] }
    ---
    warning world_readable 1:72: defaults.tls.key: "open.token" can be read by everybody on this machine (mode 644); chmod 600 keeps it a secret
    """#
