// pss: what the Pod Security admission of Kubernetes itself says of the pods in the files named on stdin. Prints "baseline|restricted
// yes|no PATH: why" for each file whose documents all have a pod that it knows.
package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"

	"gopkg.in/yaml.v3"
	appsv1 "k8s.io/api/apps/v1"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

func pod(o runtime.Object) (*metav1.ObjectMeta, *corev1.PodSpec) {
	switch x := o.(type) {
	case *corev1.Pod:
		return &x.ObjectMeta, &x.Spec
	case *corev1.PodTemplate:
		return &x.Template.ObjectMeta, &x.Template.Spec
	case *corev1.ReplicationController:
		return &x.Spec.Template.ObjectMeta, &x.Spec.Template.Spec
	case *appsv1.Deployment:
		return &x.Spec.Template.ObjectMeta, &x.Spec.Template.Spec
	case *appsv1.StatefulSet:
		return &x.Spec.Template.ObjectMeta, &x.Spec.Template.Spec
	case *appsv1.DaemonSet:
		return &x.Spec.Template.ObjectMeta, &x.Spec.Template.Spec
	case *appsv1.ReplicaSet:
		return &x.Spec.Template.ObjectMeta, &x.Spec.Template.Spec
	case *batchv1.Job:
		return &x.Spec.Template.ObjectMeta, &x.Spec.Template.Spec
	case *batchv1.CronJob:
		return &x.Spec.JobTemplate.Spec.Template.ObjectMeta, &x.Spec.JobTemplate.Spec.Template.Spec
	}
	return nil, nil
}

func judge(ev policy.Evaluator, level api.Level, data []byte) (known bool, why []string) {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	for {
		var n yaml.Node
		if err := dec.Decode(&n); err == io.EOF {
			return known, why
		} else if err != nil {
			return false, nil
		}
		one, err := yaml.Marshal(&n)
		if err != nil {
			return false, nil
		}
		o, _, err := scheme.Codecs.UniversalDeserializer().Decode(one, nil, nil)
		if err != nil {
			return false, nil
		}
		meta, spec := pod(o)
		if spec == nil {
			return false, nil
		}
		known = true
		for _, r := range ev.EvaluatePod(api.LevelVersion{Level: level, Version: api.LatestVersion()}, meta, spec) {
			if !r.Allowed {
				why = append(why, r.ForbiddenReason+" ("+r.ForbiddenDetail+")")
			}
		}
	}
}

func main() {
	ev, err := policy.NewEvaluator(policy.DefaultChecks(), nil)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		data, err := os.ReadFile(in.Text())
		if err != nil {
			continue
		}
		for _, level := range []api.Level{api.LevelBaseline, api.LevelRestricted} {
			if known, why := judge(ev, level, data); known {
				yes := "yes"
				if len(why) > 0 {
					yes = "no"
				}
				fmt.Printf("%s %s %s: %s\n", level, yes, in.Text(), strings.Join(why, "; "))
			}
		}
	}
}
