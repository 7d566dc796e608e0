{{- define "backstitch.name" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{- define "backstitch.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "backstitch.labels" -}}
{{ include "backstitch.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end }}

{{/* The lanes with everything that each has, its defaults included; without any the one that runs everything. */}}
{{- define "backstitch.lanes" -}}
{{- $lanes := dict }}
{{- range $name, $own := (.Values.lanes | default (dict "all" dict)) }}
{{- $_ := set $lanes $name (mergeOverwrite (deepCopy $.Values.laneDefaults) ($own | default dict)) }}
{{- end }}
{{- toJson $lanes }}
{{- end }}

{{/* How many pods of a lane there are at least, and at most. */}}
{{- define "backstitch.fewest" -}}{{ if .autoscaling.enabled }}{{ int .autoscaling.minReplicas }}{{ else }}{{ int .replicas }}{{ end }}{{- end }}
{{- define "backstitch.most" -}}{{ if .autoscaling.enabled }}{{ int .autoscaling.maxReplicas }}{{ else }}{{ int .replicas }}{{ end }}{{- end }}

{{- define "backstitch.image" -}}
{{- $image := .Values.image }}
{{- if $image.digest }}{{ $image.repository }}@{{ $image.digest }}{{ else }}{{ $image.repository }}:{{ $image.tag | default .Chart.AppVersion }}{{ end }}
{{- end }}

{{/* One variable from a secret: (list NAME secret key). */}}
{{- define "backstitch.fromSecret" -}}
- name: {{ index . 0 }}
  valueFrom:
    secretKeyRef:
      name: {{ index . 1 | quote }}
      key: {{ index . 2 | quote }}
{{- end }}

{{- define "backstitch.podSecurity" -}}
runAsNonRoot: true
runAsUser: 65532
runAsGroup: 65532
fsGroup: 65532
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "backstitch.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end }}

{{/* The ports in addresses; without one in them that of the scheme. As JSON: numbers, each once. */}}
{{- define "backstitch.ports" -}}
{{- $ports := list }}
{{- range . }}
{{- range $address := splitList "," . }}
{{- $authority := regexReplaceAll "^(jdbc:)?[a-z+]+://" $address "" | regexFind "^[^/?]*" }}
{{- $port := regexFind ":[0-9]+$" $authority | trimPrefix ":" }}
{{- if $port }}
{{- $ports = append $ports (int $port) }}
{{- else if hasPrefix "jdbc:" $address }}
{{- $ports = append $ports 5432 }}
{{- else if hasPrefix "https://" $address }}
{{- $ports = append $ports 443 }}
{{- else if hasPrefix "http://" $address }}
{{- $ports = append $ports 80 }}
{{- end }}
{{- end }}
{{- end }}
{{- toJson ($ports | uniq) }}
{{- end }}
