// fix: do the real parsers read what `sekisho fix` wrote? Reads "KIND PATH" lines from stdin and prints
// "ok PATH" or "bad PATH: why" for each. Kinds: dockerfile (BuildKit's parser and instructions), kubernetes
// (strict decoding into the API types; CRDs as YAML), compose (compose-go), github (actionlint), yaml, json.
package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/compose-spec/compose-go/v2/loader"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/moby/buildkit/frontend/dockerfile/instructions"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/rhysd/actionlint"
	"gopkg.in/yaml.v3"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer"
	"k8s.io/client-go/kubernetes/scheme"
)

func dockerfile(data []byte) error {
	res, err := parser.Parse(bytes.NewReader(data))
	if err != nil {
		return err
	}
	_, _, err = instructions.Parse(res.AST, nil)
	return err
}

func each(data []byte, f func([]byte) error) error {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var n yaml.Node
		if err := dec.Decode(&n); err == io.EOF {
			return nil
		} else if err != nil {
			return err
		}
		one, err := yaml.Marshal(&n)
		if err != nil {
			return err
		}
		if err := f(one); err != nil {
			return err
		}
	}
}

func kubernetes(data []byte) error {
	strict := serializer.NewCodecFactory(scheme.Scheme, serializer.EnableStrict).UniversalDeserializer()
	return each(data, func(one []byte) error {
		_, _, err := strict.Decode(one, nil, nil)
		if runtime.IsNotRegisteredError(err) || runtime.IsMissingKind(err) || runtime.IsMissingVersion(err) {
			return nil // a custom resource, or a case that is only a part
		}
		return err
	})
}

func compose(path string, data []byte) error {
	_, err := loader.LoadWithContext(context.Background(), types.ConfigDetails{
		WorkingDir:  "/tmp",
		ConfigFiles: []types.ConfigFile{{Filename: path, Content: data}},
	}, func(o *loader.Options) { o.SetProjectName("x", true); o.SkipConsistencyCheck = true })
	return err
}

func github(path string, data []byte) error {
	_, errs := actionlint.Parse(data)
	for _, e := range errs {
		return fmt.Errorf("%v", e)
	}
	return nil
}

func check(kind, path string) error {
	data, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	switch kind {
	case "dockerfile":
		return dockerfile(data)
	case "kubernetes":
		return kubernetes(data)
	case "compose":
		return compose(path, data)
	case "github":
		return github(path, data)
	case "json":
		var v any
		return json.Unmarshal(data, &v)
	case "yaml":
		return each(data, func([]byte) error { return nil })
	}
	return fmt.Errorf("no such kind: %s", kind)
}

func main() {
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		kind, path, _ := strings.Cut(in.Text(), " ")
		if err := check(kind, path); err != nil {
			fmt.Printf("bad %s: %s\n", path, strings.ReplaceAll(err.Error(), "\n", " "))
		} else {
			fmt.Printf("ok %s\n", path)
		}
	}
}
