package io.backstitch.mail;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Import;

/** The beans of this package: they stay hidden, and come with the auto-configuration. */
@EnableConfigurationProperties(Mails.Settings.class)
@Import({MailFailures.class, Mails.class})
public class MailBeans {}
