"""The document itself: complete, closed, and free of what nobody uses. Clients are generated from it, so a slip here is a slip everywhere."""
import unittest

import jsonschema

from openapi import Document
from report import run


class TheDocument(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.document = Document()
        cls.refs = set()
        cls.collect(cls.document.tree)

    @classmethod
    def collect(cls, node):
        if isinstance(node, dict):
            if isinstance(node.get("$ref"), str):
                cls.refs.add(node["$ref"])
            for value in node.values():
                cls.collect(value)
        elif isinstance(node, list):
            for value in node:
                cls.collect(value)

    def test_every_reference_leads_somewhere(self):
        for ref in self.refs:
            self.document.resolve({"$ref": ref})

    def test_every_component_is_used(self):
        for kind in ("schemas", "parameters", "responses"):
            for name in self.document.tree["components"][kind]:
                self.assertIn(f"#/components/{kind}/{name}", self.refs)

    def test_every_schema_is_valid(self):
        for name, schema in self.document.schemas.items():
            jsonschema.Draft202012Validator.check_schema(schema)

    def objects(self, node, name, inside_all_of=False):
        if isinstance(node, dict):
            if node.get("type") == "object" or "properties" in node:
                yield name, node
            for key, value in node.items():
                yield from self.objects(value, f"{name}/{key}")
        elif isinstance(node, list):
            for index, value in enumerate(node):
                yield from self.objects(value, f"{name}/{index}")

    def test_every_object_is_closed_or_part_of_one_that_is(self):
        parts = {part["$ref"].rsplit("/", 1)[1] for schema in self.document.schemas.values() for part in schema.get("allOf", [])}
        for name, node in self.objects(self.document.schemas, ""):
            closed = "additionalProperties" in node or node.get("unevaluatedProperties") is False
            self.assertTrue(closed or name.strip("/") in parts, f"{name} is open")
        for part in parts:
            whole = [schema for schema in self.document.schemas.values() if {"$ref": f"#/components/schemas/{part}"} in schema.get("allOf", [])]
            self.assertTrue(all(schema.get("unevaluatedProperties") is False for schema in whole), f"{part} stands in an open schema")

    def test_every_required_field_is_described(self):
        for name, node in self.objects(self.document.schemas, ""):
            self.assertEqual(set(node.get("required", [])) - set(node.get("properties", {})), set(), name)

    def test_every_operation_has_a_name_a_summary_and_all_its_errors(self):
        names = []
        for method, template, operation in self.document.operations():
            where = f"{method} {template}"
            names.append(operation["operationId"])
            self.assertTrue(operation["summary"], where)
            wanted = {"400", "401", "403", "default"}
            if "{" in template:
                wanted.add("404")
            if method == "GET" and template != "/events":
                wanted.add("304")
            if method != "GET":
                wanted.add("429")
                self.assertIn({"$ref": "#/components/parameters/csrf"}, operation["parameters"], where)
            if method in ("POST", "PUT"):
                wanted |= {"413", "415"}
                self.assertIn("requestBody", operation, where)
            self.assertEqual(wanted - set(operation["responses"]), set(), where)
            self.assertEqual(len([status for status in operation["responses"] if status.startswith("2")]), 1, where)
        self.assertEqual(len(names), len(set(names)))

    def test_every_placeholder_in_a_path_is_a_parameter(self):
        for template, item in self.document.tree["paths"].items():
            described = {self.document.resolve(parameter)["name"] for parameter in item.get("parameters", [])}
            self.assertEqual(described, {part[1:-1] for part in template.split("/") if part.startswith("{")}, template)


if __name__ == "__main__":
    run(__name__)
