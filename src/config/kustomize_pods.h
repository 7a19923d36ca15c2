// config/kustomize_pods.h - kinds that have pods, and where; for references and vars.
#pragma once
#include "config/kustomize_int.h"

enum { // kinds with pods
    IN_POD = 1,
    IN_POD_TEMPLATE = 2,
    IN_DEPLOYMENT = 4,
    IN_REPLICA_SET = 8,
    IN_DAEMON_SET = 16,
    IN_STATEFUL_SET = 32,
    IN_JOB = 64,
    IN_CRON_JOB = 128,
    IN_REPLICATION_CONTROLLER = 256,
    IN_SETS = IN_DEPLOYMENT | IN_DAEMON_SET | IN_STATEFUL_SET | IN_JOB | IN_CRON_JOB,
    IN_CONFIG = IN_POD | IN_POD_TEMPLATE | IN_REPLICA_SET | IN_SETS,
    IN_OTHER = IN_POD | IN_SETS | IN_REPLICATION_CONTROLLER,
    IN_VARS = IN_POD | IN_SETS | IN_REPLICA_SET,
};

static const struct {
    const char *kind, *spec; // where their pod specification is
} cfg_kz_pods[] = {
    {"Pod", "spec/"},
    {"PodTemplate", "template/spec/"},
    {"Deployment", "spec/template/spec/"},
    {"ReplicaSet", "spec/template/spec/"},
    {"DaemonSet", "spec/template/spec/"},
    {"StatefulSet", "spec/template/spec/"},
    {"Job", "spec/template/spec/"},
    {"CronJob", "spec/jobTemplate/spec/template/spec/"},
    {"ReplicationController", "spec/template/spec/"},
};
