"""manifests.py DIR N: a folder of N Kubernetes manifests as teams have them: workloads with several containers, services,
RBAC, configuration, network policies. The same files each time."""
import os
import random
import sys

out, n, R = sys.argv[1], int(sys.argv[2]), random.Random(7)


def container(i):
    s = f"""        - name: app{i}
          image: registry.example.com/team{R.randrange(20)}/svc{R.randrange(200)}:{R.choice(['latest','1.2.3','v2.0.1'])}
          imagePullPolicy: IfNotPresent
          args: ["--listen", "0.0.0.0:{8000+i}", "--config", "/etc/app/config.yaml"]
          ports:
            - name: http
              containerPort: {8000+i}
              protocol: TCP
          env:
            - name: LOG_LEVEL
              value: info
            - name: DB_HOST
              valueFrom:
                configMapKeyRef:
                  name: db
                  key: host
            - name: DB_PASSWORD
              {'value: hunter2' if R.random() < .1 else 'valueFrom: {secretKeyRef: {name: db, key: password}}'}
          resources:
            requests: {{cpu: 100m, memory: 128Mi}}
            {'limits: {cpu: 500m, memory: 256Mi}' if R.random() < .7 else ''}
          livenessProbe:
            httpGet: {{path: /healthz, port: http}}
            initialDelaySeconds: 10
          readinessProbe:
            httpGet:
              path: /ready
              port: http
          volumeMounts:
            - name: config
              mountPath: /etc/app
              readOnly: true
            - name: tmp
              mountPath: /tmp
"""
    if R.random() < .6:
        s += f"""          securityContext:
            runAsNonRoot: true
            allowPrivilegeEscalation: {'false' if R.random() < .8 else 'true'}
            readOnlyRootFilesystem: {'true' if R.random() < .6 else 'false'}
            capabilities:
              drop: [ALL]
"""
    return s


def workload(kind, i):
    return f"""apiVersion: apps/v1
kind: {kind}
metadata:
  name: front-{i}
  namespace: shop-{i%40}
  labels:
    app.kubernetes.io/name: front-{i}
    app.kubernetes.io/part-of: shop
    team: t{i%20}
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/port: "8000"
spec:
  replicas: 3
  {'serviceName: x' if kind=='StatefulSet' else 'revisionHistoryLimit: 5'}
  selector:
    matchLabels:
      app.kubernetes.io/name: front-{i}
  template:
    metadata:
      labels:
        app.kubernetes.io/name: front-{i}
    spec:
      serviceAccountName: front
      automountServiceAccountToken: false
      securityContext:
        fsGroup: 1000
        seccompProfile: {{type: RuntimeDefault}}
      affinity:
        podAntiAffinity:
          preferredDuringSchedulingIgnoredDuringExecution:
            - weight: 100
              podAffinityTerm:
                topologyKey: kubernetes.io/hostname
                labelSelector:
                  matchLabels:
                    app.kubernetes.io/name: front-{i}
      initContainers:
{container(9)}      containers:
{''.join(container(k) for k in range(R.choice([1,1,2,3])))}      volumes:
        - name: config
          configMap:
            name: front-config
        - name: tmp
          emptyDir: {{}}
{'        - name: host' + chr(10) + '          hostPath: {path: /var/run}' + chr(10) if R.random() < .1 else ''}"""


def service(i):
    return f"""apiVersion: v1
kind: Service
metadata:
  name: front-{i}
  namespace: shop-{i%40}
  labels: {{team: t{i%20}}}
spec:
  type: {R.choice(['ClusterIP','LoadBalancer','NodePort'])}
  selector:
    app.kubernetes.io/name: front-{i}
  ports:
    - name: http
      port: 80
      targetPort: http
"""


def role(i):
    return f"""apiVersion: rbac.authorization.k8s.io/v1
kind: {R.choice(['Role','ClusterRole'])}
metadata:
  name: r-{i}
  namespace: shop-{i%40}
rules:
  - apiGroups: [""]
    resources: ["pods", "configmaps", {'"secrets"' if R.random() < .3 else '"services"'}]
    verbs: ["get", "list", {'"*"' if R.random() < .2 else '"watch"'}]
  - apiGroups: ["apps"]
    resources: ["deployments"]
    verbs: ["get", "list", "patch"]
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata:
  name: rb-{i}
  namespace: shop-{i%40}
roleRef: {{apiGroup: rbac.authorization.k8s.io, kind: Role, name: r-{i}}}
subjects:
  - kind: ServiceAccount
    name: front
    namespace: shop-{i%40}
"""


def config_map(i):
    return f"""apiVersion: v1
kind: ConfigMap
metadata:
  name: front-config-{i}
  namespace: shop-{i%40}
data:
  config.yaml: |
""" + ''.join(f"    key{k}: value-{k*i}\n" for k in range(20))


def policy(i):
    return f"""apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {{name: np-{i}, namespace: shop-{i%40}}}
spec:
  podSelector: {{matchLabels: {{app.kubernetes.io/name: front-{i}}}}}
  policyTypes: [Ingress, Egress]
  ingress:
    - from: [{{podSelector: {{}}}}]
      ports: [{{protocol: TCP, port: 8000}}]
"""


for i in range(n):
    x = R.random()
    text = workload("Deployment", i) if x < .45 else workload("StatefulSet", i) if x < .5 else workload("DaemonSet", i) if x < .55 else \
        service(i) if x < .7 else role(i) if x < .8 else config_map(i) if x < .92 else policy(i)
    folder = os.path.join(out, f"ns{i % 40}")
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/m{i}.yaml", "w") as f:
        f.write(text)
