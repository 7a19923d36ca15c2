"""reports.py KIND FILE...: does each file keep to its published schema? KIND is cyclonedx or report (docs/schema)."""
import json
import sys

kind, files = sys.argv[1], sys.argv[2:]


def close(schema):
    """Our schema lets later versions add fields; a field that it does not know today is a mistake."""
    if isinstance(schema, dict):
        for part in schema.values():
            close(part)
        if isinstance(schema.get("properties"), dict):
            schema["additionalProperties"] = False
    elif isinstance(schema, list):
        for part in schema:
            close(part)


def report_check():
    import jsonschema

    schema = json.load(open("docs/schema/report-1.json"))
    jsonschema.Draft202012Validator.check_schema(schema)
    close(schema)
    v = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    return lambda text: next(("%s: %s" % (e.json_path, e.message) for e in v.iter_errors(json.loads(text))), None)


def cyclonedx_check():
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    return JsonStrictValidator(SchemaVersion.V1_6).validate_str


check = {"report": report_check, "cyclonedx": cyclonedx_check}[kind]()
bad = 0
for name in files:
    error = check(open(name).read())
    if error:
        bad += 1
        print("FAIL %s %s: %s" % (kind, name, str(error)[:600]))
    else:
        print("ok   %s %s" % (kind, name))
sys.exit(bad > 0)
