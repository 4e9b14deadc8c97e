import type { Database } from '@plinth/database';
import {
  asPlinthError,
  type EnvironmentPlace,
  type EnvironmentReference,
  type PlinthError,
  type RequestContext,
  Rounds,
  systemContext,
  systemContextAt,
  type TenantReference,
  uuidV7,
} from '@plinth/foundation';
import type { MailServer } from '@plinth/mail';
import { wantsTasksByMail } from '../preferences.ts';
import type { TaskMembers } from '../task-members.ts';
import * as statements from './mail-statements.ts';
import { mailText } from './mail-text.ts';
import { recipientsOf } from './recipients.ts';

/** Port: what applications are called, and in which language they speak at first. */
export interface Applications {
  about(context: RequestContext, application: string): Promise<{ readonly label: string; readonly language: string }>;
}

export interface TaskMailerOptions {
  readonly database: Database;
  readonly members: TaskMembers;
  readonly applications: Applications;
  readonly server: MailServer;
  /** The platform itself, which may see who has something to send. */
  readonly platform: TenantReference;
  readonly environments: (context: RequestContext) => Promise<readonly EnvironmentReference[]>;
  /** Address under which people reach the platform, without a slash at the end; null: mails have no link. */
  readonly publicAddress: string | null;
  /** Told of mails that were not taken, for the log. */
  readonly onFailure: (error: PlinthError, mail: { readonly tenant: string; readonly attempts: number }) => void;
  /** Rest between two looks; 5 seconds where absent. */
  readonly pollMilliseconds?: number;
}

const mostAttempts = 20;
const longestPauseSeconds = 6 * 3600;

/**
 * Tells people of tasks that came to them: one mail to each for all that came since the last look. What is to be told is kept in the
 * transaction in which a task comes about, a mail until the server has taken it; only one whose answer was lost comes twice, under the
 * same `Message-ID`.
 */
export class TaskMailer {
  readonly #options: TaskMailerOptions;
  readonly #rounds: Rounds;

  constructor(options: TaskMailerOptions) {
    this.#options = options;
    const { pollMilliseconds: restMilliseconds = 5000 } = options;
    const onFailure = (error: PlinthError) => options.onFailure(error, { tenant: '', attempts: 0 });
    this.#rounds = new Rounds({ look: () => this.#lookEverywhere(), restMilliseconds, onFailure });
  }

  start(): void {
    this.#rounds.start();
  }

  /** Ends when what is being sent is sent. */
  close(): Promise<void> {
    return this.#rounds.close();
  }

  async #lookEverywhere(): Promise<void> {
    const { database, environments, platform } = this.#options;
    const { signal } = this.#rounds;
    const { rows } = await database.query<EnvironmentPlace>(systemContext(platform), statements.selectPlaces);
    for (const place of rows) {
      const context = await systemContextAt(place, environments);
      if (context === null) continue;
      while (!signal.aborted && (await this.#address(context)));
      while (!signal.aborted && (await this.#sendOne(context)));
    }
  }

  /** Makes mails of what is to be told, for each member one; true where there may be more. */
  #address(context: RequestContext): Promise<boolean> {
    const { database, members } = this.#options;
    const here = [context.tenant.id, context.environment?.id ?? ''];
    return database.transaction(context, async (transaction) => {
      const taken = await transaction.query<{ application: string; task: string }>(context, statements.takeNotices, here);
      const application = taken.rows[0]?.application;
      if (application === undefined) return false;
      const ids = [...new Set(taken.rows.map(({ task }) => task))];
      const tasks = await transaction.query<statements.TaskRow>(context, statements.selectTasks, [...here, application, ...parts(ids)]);
      const told = new Map<string, string[]>();
      for (const task of tasks.rows)
        for (const member of await recipientsOf(context, application, members, task))
          told.set(member, [...(told.get(member) ?? []), task.id]);
      const mails = [...told].map(([member, own]) => ({ id: uuidV7(), member, tasks: own }));
      if (mails.length > 0) await transaction.query(context, statements.insertMails, [...here, application, JSON.stringify(mails)]);
      return true;
    });
  }

  /** Sends what is due; true where there may be more. */
  async #sendOne(context: RequestContext): Promise<boolean> {
    const { database, server, onFailure } = this.#options;
    const here = [context.tenant.id, context.environment?.id ?? ''];
    const { rows } = await database.query<statements.MailRow>(context, statements.claimMail, here);
    const [row] = rows;
    if (row === undefined) return false;
    try {
      const mail = await this.#written(context, row);
      if (mail !== null) await server.send(mail);
      await database.query(context, statements.deleteMail, [...here, row.id]);
    } catch (thrown) {
      const error = asPlinthError(thrown);
      onFailure(error, { tenant: context.tenant.key, attempts: row.attempts });
      const isOver = error.code === 'mail.refused' || row.attempts >= mostAttempts;
      const pause = Math.min(longestPauseSeconds, 15 * 2 ** row.attempts) * (0.75 + Math.random() / 2);
      await database.query(context, isOver ? statements.deleteMail : statements.postponeMail, [
        ...here,
        row.id,
        ...(isOver ? [] : [pause]),
      ]);
    }
    return true;
  }

  /** The mail as it is to be said now; null where nobody wants it, or all of it is done already. */
  async #written(context: RequestContext, { id, application, member: memberId, tasks: ids }: statements.MailRow) {
    const { database, members, applications, publicAddress } = this.#options;
    const member = await members.find(context, memberId);
    if (member === null || member.email === null || !(await wantsTasksByMail(context, database, memberId))) return null;
    const here = [context.tenant.id, context.environment?.id ?? ''];
    const { rows } = await database.query<statements.TaskRow>(context, statements.selectTasks, [...here, application, ...parts(ids)]);
    // What somebody else has by now is theirs.
    const isFor = ({ assignee }: statements.TaskRow) =>
      assignee === null || [member.id, member.email, member.email?.toLowerCase()].includes(assignee);
    const left = rows.filter(isFor);
    const [first] = left;
    if (first === undefined) return null;
    const { label, language } = await applications.about(context, application);
    const place = [context.tenant.key, context.environment?.key ?? '', application].map(encodeURIComponent).join('/');
    const inbox = publicAddress === null ? null : `${publicAddress}/apps/${place}/-/inbox`;
    const address = inbox === null || left.length > 1 ? inbox : `${inbox}?task=${encodeURIComponent(first.id)}`;
    const { subject, text } = mailText(language, {
      ...{ name: member.name, application: label, address },
      tasks: left.map(({ name, instanceKey, due, assignee }) => ({ name, instanceKey, due, isAssigned: assignee !== null })),
    });
    return { id, to: { name: member.name, address: member.email }, subject, text };
  }
}

/** Instances and visits of tasks, apart. */
function parts(ids: readonly string[]): [instances: string[], visits: number[]] {
  const split = ids.map((id) => id.split('.'));
  return [split.map(([instance = '']) => instance), split.map(([, visit]) => Number(visit))];
}
