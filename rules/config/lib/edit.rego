# Fixes of YAML and JSON: a member set to a value, or taken out.
package lib.edit

import rego.v1

set(res, at, path, value) := result.fix(res, [{"op": "set", "at": at, "path": path, "value": value}])

remove(res, at, path) := result.fix(res, [{"op": "remove", "at": at, "path": path}])
