// What BuildKit makes of a Dockerfile: its instructions, and the configuration of the last stage's image.
package main

import (
	"context"
	"sort"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/dockerfile2llb"
	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/solver/pb"
)

type heredoc struct {
	Name, Content string
	Expand, Chomp bool
}

type node struct {
	Cmd, SubCmd, Original string
	Flags, Raw            []string
	JSON                  bool
	StartLine, EndLine    int
	Heredocs              []heredoc
}

type answer struct {
	Error  string         `json:"error,omitempty"`
	Nodes  []node         `json:"nodes,omitempty"`
	Config map[string]any `json:"config,omitempty"`
	Build  string         `json:"build,omitempty"`
}

func values(n *parser.Node) []string {
	list := []string{}
	for n = n.Next; n != nil; n = n.Next {
		list = append(list, n.Value)
	}
	return list
}

func dockerfile(text string) any {
	var a answer
	r, err := parser.Parse(strings.NewReader(text))
	if err != nil {
		return answer{Error: err.Error()}
	}
	for _, c := range r.AST.Children {
		n := node{Cmd: strings.ToLower(c.Value), Original: c.Original, StartLine: c.StartLine, EndLine: c.EndLine}
		in := c
		if c.Next != nil && len(c.Next.Children) > 0 {
			in = c.Next.Children[0]
			n.SubCmd = strings.ToLower(in.Value)
		}
		n.Flags, n.Raw, n.JSON = append([]string{}, in.Flags...), values(in), in.Attributes["json"]
		for _, h := range c.Heredocs {
			n.Heredocs = append(n.Heredocs, heredoc{h.Name, h.Content, h.Expand, h.Chomp})
		}
		a.Nodes = append(a.Nodes, n)
	}
	caps := pb.Caps.CapSet(pb.Caps.All())
	res, err := dockerfile2llb.Dockerfile2LLB(context.Background(), []byte(text), dockerfile2llb.ConvertOpt{LLBCaps: &caps})
	if err != nil {
		a.Build = err.Error()
		return a
	}
	c := res.Image.Config
	keys := func(m map[string]struct{}) []string {
		l := []string{}
		for k := range m {
			l = append(l, k)
		}
		sort.Strings(l)
		return l
	}
	a.Config = map[string]any{"env": c.Env, "labels": c.Labels, "user": c.User, "ports": keys(c.ExposedPorts), "volumes": keys(c.Volumes), "stop": c.StopSignal}
	return a
}
