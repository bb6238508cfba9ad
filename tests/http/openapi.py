"""docs/openapi.yaml as a judge: is this answer of the form that the document promises?"""
import os
import pathlib
import re

import jsonschema
import yaml

ROOT = pathlib.Path(os.environ.get("VIVA_ROOT", pathlib.Path(__file__).resolve().parents[2]))
PREFIX = "/api/v1"


class Document:
    def __init__(self, path=ROOT / "docs/openapi.yaml"):
        self.tree = yaml.safe_load(path.read_text())
        self.schemas = self.tree["components"]["schemas"]
        self.patterns = {template: re.compile("^" + re.sub(r"\{\w+\}", "[^/]+", template) + "$") for template in self.tree["paths"]}
        self.validators = {}

    def resolve(self, node):
        while "$ref" in node:
            target = self.tree
            for part in node["$ref"][2:].split("/"):
                target = target[part]
            node = target
        return node

    def operations(self):
        """Every (method, template, operation)."""
        for template, item in self.tree["paths"].items():
            for method in ("get", "put", "post", "delete", "patch"):
                if method in item:
                    yield method.upper(), template, item[method]

    def operation(self, method, path):
        """The (template, operation) of a request, or (None, None)."""
        path = path.split("?")[0]
        path = path[len(PREFIX):] if path.startswith(PREFIX) else path
        fits = [template for template, pattern in self.patterns.items() if pattern.match(path)]
        fits.sort(key=lambda template: template.count("{"))
        for template in fits:
            operation = self.tree["paths"][template].get("get" if method == "HEAD" else method.lower())
            if operation:
                return template, operation
        return None, None

    def complaint(self, schema, value):
        """What is wrong with the value, or None."""
        key = id(schema)
        if key not in self.validators:
            whole = {"allOf": [schema], "components": self.tree["components"]}
            self.validators[key] = jsonschema.Draft202012Validator(whole, format_checker=jsonschema.FormatChecker())
        errors = sorted(self.validators[key].iter_errors(value), key=lambda error: len(error.absolute_path), reverse=True)
        return None if not errors else describe(errors[0])

    def named(self, name, value):
        return self.complaint(self.schemas[name], value)

    def answer_schema(self, operation, status, type="application/json"):
        """The schema of an answer: None when the document gives it no body, True when it is no JSON; KeyError when the document does not know it."""
        response = operation["responses"].get(str(status)) or operation["responses"].get("default")
        content = self.resolve(response).get("content")
        media = (type or "application/json").split(";")[0]
        return None if not content else content[media]["schema"] if media == "application/json" else media in content or content[media]

    def body_schema(self, operation):
        body = operation.get("requestBody")
        return self.resolve(body)["content"]["application/json"]["schema"] if body else None


def describe(error):
    """The deepest message. A oneOf that fails says little: the branch whose `kind` (or other constant) fits says what is wrong."""
    while error.context:
        branches = {}
        for inner in error.context:
            branches.setdefault(inner.schema_path[0], []).append(inner)
        meant = [branch for branch in branches.values() if not any(inner.validator in ("const", "type") and len(inner.path) < 2 for inner in branch)]
        error = max((meant or list(branches.values()))[0], key=lambda inner: len(inner.absolute_path))
    return f"/{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"
