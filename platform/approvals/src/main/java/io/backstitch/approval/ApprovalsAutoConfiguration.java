package io.backstitch.approval;

import io.backstitch.BackstitchAutoConfiguration;
import io.backstitch.keycloak.KeycloakBeans;
import io.backstitch.mail.MailBeans;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Import;

/** Approvals with the people of Keycloak and mail, for an application that has them on its class path. */
@AutoConfiguration(after = BackstitchAutoConfiguration.class)
@ConditionalOnBooleanProperty(name = "backstitch.enabled", matchIfMissing = true)
@Import({ApprovalBeans.class, KeycloakBeans.class, MailBeans.class})
public class ApprovalsAutoConfiguration {}
