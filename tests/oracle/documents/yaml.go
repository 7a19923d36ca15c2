package main

import (
	"encoding/json"

	"sigs.k8s.io/yaml"
)

// What Kubernetes makes of a document.
func kubernetes(text string) any {
	b, err := yaml.YAMLToJSON([]byte(text))
	if err != nil {
		return map[string]string{"error": err.Error()}
	}
	return map[string]any{"doc": json.RawMessage(b)}
}
