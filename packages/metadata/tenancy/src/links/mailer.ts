import type { RequestContext } from '@plinth/foundation';
import type { LinkPurpose } from './one-time-links.ts';

/** A mail that hands somebody a one-time link. */
export interface LinkMail {
  readonly purpose: LinkPurpose;
  readonly email: string;
  readonly name: string;
  /** Below the platform's address, which the mailer knows. */
  readonly path: string;
  readonly expiresAt: string;
}

/** Port: sends mail. Where there is none, links are shown to the administrator. */
export interface Mailer {
  /** Whether the mail server took it; why not is the mailer's to log. */
  send(context: RequestContext, mail: LinkMail): Promise<boolean>;
}
