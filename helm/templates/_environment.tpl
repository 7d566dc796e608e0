{{/* What each instance reads. (dict "root" $ "lane" lane) */}}
{{- define "backstitch.environment" -}}
{{- $values := .root.Values }}
{{- with .lane.runs }}
- name: BACKSTITCH_LANES_RUN
  value: {{ join "," . | quote }}
{{- end }}
- name: JAVA_TOOL_OPTIONS
  value: {{ .lane.javaOptions | quote }}
- name: BACKSTITCH_LANES_DRAIN
  value: {{ printf "%ds" (int $values.drain.jobsSeconds) }}
- name: SPRING_LIFECYCLE_TIMEOUT_PER_SHUTDOWN_PHASE
  value: {{ printf "%ds" (int $values.drain.shutdownSeconds) }}
{{- with $values.database }}
- name: SPRING_DATASOURCE_URL
  value: {{ .url | quote }}
{{ include "backstitch.fromSecret" (list "SPRING_DATASOURCE_USERNAME" .secret.name .secret.usernameKey) }}
{{ include "backstitch.fromSecret" (list "SPRING_DATASOURCE_PASSWORD" .secret.name .secret.passwordKey) }}
- name: SPRING_DATASOURCE_HIKARI_MAXIMUM_POOL_SIZE
  value: {{ int .poolSize | quote }}
- name: BACKSTITCH_DATABASE_LISTCONNECTIONS
  value: {{ int .listConnections | quote }}
{{- if $values.migrations.job }}
- name: SPRING_FLYWAY_ENABLED
  value: "false"
{{- else if .ownerSecret.name }}
{{ include "backstitch.fromSecret" (list "SPRING_FLYWAY_USER" .ownerSecret.name .ownerSecret.usernameKey) }}
{{ include "backstitch.fromSecret" (list "SPRING_FLYWAY_PASSWORD" .ownerSecret.name .ownerSecret.passwordKey) }}
{{- end }}
{{- end }}
{{- with $values.engine }}
- name: CAMUNDA_CLIENT_GRPC_ADDRESS
  value: {{ .grpcAddress | quote }}
- name: CAMUNDA_CLIENT_REST_ADDRESS
  value: {{ .restAddress | quote }}
- name: CAMUNDA_CLIENT_AUTH_METHOD
  value: {{ .auth.method }}
{{- if eq .auth.method "oidc" }}
- name: CAMUNDA_CLIENT_AUTH_TOKEN_URL
  value: {{ .auth.tokenUrl | quote }}
- name: CAMUNDA_CLIENT_AUTH_AUDIENCE
  value: {{ .auth.audience | quote }}
{{- with .auth.scope }}
- name: CAMUNDA_CLIENT_AUTH_SCOPE
  value: {{ . | quote }}
{{- end }}
{{ include "backstitch.fromSecret" (list "CAMUNDA_CLIENT_AUTH_CLIENT_ID" .auth.secret.name .auth.secret.clientIdKey) }}
{{ include "backstitch.fromSecret" (list "CAMUNDA_CLIENT_AUTH_CLIENT_SECRET" .auth.secret.name .auth.secret.clientSecretKey) }}
# Its own place would be the home directory, and that cannot be written.
- name: CAMUNDA_CLIENT_AUTH_CREDENTIALS_CACHE_PATH
  value: /tmp/camunda/credentials
{{- end }}
{{- end }}
- name: SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI
  value: {{ $values.tokens.issuerUri | quote }}
{{- with $values.tokens.jwkSetUri }}
- name: SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI
  value: {{ . | quote }}
{{- end }}
{{- with $values.keycloak }}
- name: BACKSTITCH_KEYCLOAK_URL
  value: {{ .url | quote }}
- name: BACKSTITCH_KEYCLOAK_REALM
  value: {{ .realm | quote }}
{{ include "backstitch.fromSecret" (list "BACKSTITCH_KEYCLOAK_CLIENT_ID" .secret.name .secret.clientIdKey) }}
{{ include "backstitch.fromSecret" (list "BACKSTITCH_KEYCLOAK_CLIENT_SECRET" .secret.name .secret.clientSecretKey) }}
{{- with .workspaces }}
{{- if .realm }}
- name: BACKSTITCH_WORKSPACES_REALM
  value: {{ .realm | quote }}
{{ include "backstitch.fromSecret" (list "BACKSTITCH_WORKSPACES_CLIENT_ID" .secret.name .secret.clientIdKey) }}
{{ include "backstitch.fromSecret" (list "BACKSTITCH_WORKSPACES_CLIENT_SECRET" .secret.name .secret.clientSecretKey) }}
{{- end }}
{{- end }}
{{- end }}
{{- with $values.kafka }}
{{- if .enabled }}
- name: SPRING_KAFKA_BOOTSTRAP_SERVERS
  value: {{ .bootstrapServers | quote }}
- name: SPRING_KAFKA_SECURITY_PROTOCOL
  value: {{ .securityProtocol }}
{{- if hasPrefix "SASL" .securityProtocol }}
- name: SPRING_KAFKA_PROPERTIES_SASL_MECHANISM
  value: {{ .saslMechanism | quote }}
{{ include "backstitch.fromSecret" (list "SPRING_KAFKA_PROPERTIES_SASL_JAAS_CONFIG" .secret.name .secret.jaasConfigKey) }}
{{- end }}
- name: BACKSTITCH_KAFKA_ENGINERECORDSTOPIC
  value: {{ .engineRecordsTopic | quote }}
{{- if .recordsKeySecret.name }}
{{ include "backstitch.fromSecret" (list "BACKSTITCH_RECORDS_KEYS" .recordsKeySecret.name .recordsKeySecret.key) }}
{{- end }}
{{- if .retiredRecordsKeySecret.name }}
{{ include "backstitch.fromSecret" (list "BACKSTITCH_RECORDS_RETIREDKEYS" .retiredRecordsKeySecret.name .retiredRecordsKeySecret.key) }}
{{- end }}
- name: BACKSTITCH_KAFKA_EVENTSTOPIC
  value: {{ .eventsTopic | quote }}
- name: BACKSTITCH_KAFKA_EVENTSOURCE
  value: {{ .eventSource | quote }}
{{- end }}
{{- end }}
- name: BACKSTITCH_PAYMENTS_URL
  value: {{ $values.partners.paymentsUrl | quote }}
- name: BACKSTITCH_OBJECTS_URL
  value: {{ $values.partners.objectsUrl | quote }}
{{- with $values.mail }}
- name: SPRING_MAIL_HOST
  value: {{ .host | quote }}
- name: SPRING_MAIL_PORT
  value: {{ int .port | quote }}
- name: BACKSTITCH_MAIL_FROM
  value: {{ .from | quote }}
{{- if .secret.name }}
{{ include "backstitch.fromSecret" (list "SPRING_MAIL_USERNAME" .secret.name .secret.usernameKey) }}
{{ include "backstitch.fromSecret" (list "SPRING_MAIL_PASSWORD" .secret.name .secret.passwordKey) }}
{{- end }}
{{- end }}
{{- with $values.audit }}
- name: BACKSTITCH_AUDIT_TENANT
  value: {{ .tenant | quote }}
{{- if .signingKeySecret.name }}
{{ include "backstitch.fromSecret" (list "BACKSTITCH_AUDIT_SIGNING_KEY" .signingKeySecret.name .signingKeySecret.key) }}
{{- end }}
{{- if .checkpoints.claim }}
- name: BACKSTITCH_AUDIT_CHECKPOINT_DIRECTORY
  value: {{ .checkpoints.directory | quote }}
- name: POD_NAME
  valueFrom:
    fieldRef:
      fieldPath: metadata.name
{{- end }}
{{- end }}
{{- with $values.approval.maxLoginAge }}
- name: BACKSTITCH_APPROVAL_MAXLOGINAGE
  value: {{ . | quote }}
{{- end }}
{{- with $values.incidents.webhook }}
{{- if .enabled }}
{{ include "backstitch.fromSecret" (list "BACKSTITCH_INCIDENTS_WEBHOOK_URL" .secret.name .secret.urlKey) }}
{{ include "backstitch.fromSecret" (list "BACKSTITCH_INCIDENTS_WEBHOOK_SECRET" .secret.name .secret.secretKey) }}
{{- end }}
{{- end }}
{{- with $values.extraEnv }}
{{ toYaml . }}
{{- end }}
{{- end }}
