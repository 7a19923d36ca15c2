# Shell scripts, wherever they stand.
package lib.shell

import rego.v1

# What curl or wget fetches goes to an interpreter.
from_network := `(curl|wget)\s[^|;&\n]*\|\s*(sudo\s+)?(-\S+\s+)*(\S*/)?(((ba|z|da|a|k)?sh)\b|(python[0-9.]*|perl|ruby|node|php)(\s+-\S*)*\s*($|[\n;&|]))|\b((ba|z|da|a|k)?sh\s+(-\S+\s+)*|eval\s+|source\s+|\.\s+)(-c\s+)?["']?(<\(|\$\(|\x60)\s*(curl|wget)\s`

# Certificates are not checked.
unchecked := `--no-check-certificate\b|--trusted-host\b|\btrusted-host\s*=|PIP_TRUSTED_HOST\b|strict-ssl[ =]+"?false|NODE_TLS_REJECT_UNAUTHORIZED[= ]["']?0|PYTHONHTTPSVERIFY[= ]["']?0|GIT_SSL_NO_VERIFY[= ]["']?(1|true)|http\.sslVerify[ =]+["']?(false|0)|sslverify\s*=\s*(0|false)|Verify-Peer["'= ]+false|--no-verify-ssl\b|ssl_verify[ :=]+false|NPM_CONFIG_STRICT_SSL[= ]["']?false|\bcurl\s+([^\s|;&]+\s+)*(--insecure|-[a-zA-Z]*k[a-zA-Z]*)(\s|$)`

# Signatures of packages are not checked.
unsigned := `--allow-unauthenticated|--force-yes|AllowUnauthenticated\W|AllowInsecureRepositories[= "]+(true|1)|\[[^\]]*trusted=yes|--nogpgcheck|--no-gpg-checks?|gpgcheck\s*=\s*0|--allow-untrusted|--no-verify-signatures|GOFLAGS[= ]["']?-insecure|GOSUMDB[= ]["']?off|GOINSECURE[= ]["']?\*|GONOSUMDB[= ]["']?\*|GONOSUMCHECK[= ]["']?1`

# Variables and arguments that start a program in debug mode, or a debugger for all.
debug_mode := `(^|\s)(FLASK_DEBUG|DJANGO_DEBUG|APP_DEBUG|WERKZEUG_DEBUG\w*|SYMFONY_DEBUG)=["']?(1|[Tt]rue|on)\b|(^|\s)(FLASK_ENV|RAILS_ENV|RACK_ENV|APP_ENV|ASPNETCORE_ENVIRONMENT)=["']?[Dd]evelopment\b|--inspect(-brk)?=(0\.0\.0\.0|\[?::)|agentlib:jdwp=\S*address=(\*|0\.0\.0\.0|:)|-m\s+debugpy\s+.*--listen\s+0\.0\.0\.0|flask\s+run\s(.*\s)?--debug\b|--debugger\b`
