export { mailErrors } from './errors.ts';
export { type Mail, type MailServer, type SmtpOptions, smtpServer } from './smtp-server.ts';
