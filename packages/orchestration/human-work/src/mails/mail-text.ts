/** What a mail tells of a task. */
export interface ToldTask {
  readonly name: string;
  readonly instanceKey: string | null;
  /** ISO 8601. */
  readonly due: string | null;
  readonly isAssigned: boolean;
}

interface MailWords {
  readonly greeting: (name: string) => string;
  readonly one: (application: string) => string;
  readonly several: (count: number, application: string) => string;
  readonly due: string;
  readonly yours: string;
  readonly toClaim: string;
  readonly more: (count: number) => string;
  readonly open: string;
  readonly stop: string;
}

/** Words of mails by language; languages beside these read English. */
const words: Readonly<Record<string, MailWords>> = {
  en: {
    greeting: (name) => `Hello ${name},`,
    one: (application) => `A task waits for you in ${application}`,
    several: (count, application) => `${count} tasks wait for you in ${application}`,
    ...{ due: 'due', yours: 'yours', toClaim: 'to claim' },
    more: (count) => `and ${count} more`,
    open: 'Open them here:',
    stop: 'You can switch these mails off in the menu behind your picture.',
  },
  de: {
    greeting: (name) => `Guten Tag ${name},`,
    one: (application) => `Eine Aufgabe wartet auf Sie in ${application}`,
    several: (count, application) => `${count} Aufgaben warten auf Sie in ${application}`,
    ...{ due: 'fällig', yours: 'Ihre', toClaim: 'zu übernehmen' },
    more: (count) => `und ${count} weitere`,
    open: 'Öffnen Sie sie hier:',
    stop: 'Sie können diese Mails im Menü hinter Ihrem Bild abschalten.',
  },
  ar: {
    greeting: (name) => `مرحبًا ${name}،`,
    one: (application) => `مهمة في انتظارك في ${application}`,
    several: (count, application) => `عدد المهام التي تنتظرك في ${application}: ${count}`,
    ...{ due: 'تستحق', yours: 'مهمتك', toClaim: 'للاستلام' },
    more: (count) => `و${count} أخرى`,
    open: 'افتحها هنا:',
    stop: 'يمكنك إيقاف هذه الرسائل من القائمة خلف صورتك.',
  },
};

const mostTold = 20;
const longestName = 200;

/** A mail about tasks, in the language of the application. */
export function mailText(
  language: string,
  about: { readonly name: string; readonly application: string; readonly tasks: readonly ToldTask[]; readonly address: string | null },
): { readonly subject: string; readonly text: string } {
  const said = words[language.split('-', 1)[0] ?? ''] ?? (words.en as MailWords);
  const { name, application, tasks, address } = about;
  const place = oneLine(application);
  const subject = oneLine(tasks.length === 1 ? said.one(place) : said.several(tasks.length, place));
  const when = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short', timeZone: 'UTC' });
  const lines = tasks.slice(0, mostTold).map(({ name: task, instanceKey, due, isAssigned }) => {
    const facts = [
      isAssigned ? said.yours : said.toClaim,
      ...(instanceKey === null ? [] : [oneLine(instanceKey)]),
      ...(due === null ? [] : [`${said.due} ${when.format(new Date(due))} UTC`]),
    ];
    return `- ${oneLine(task)} (${facts.join(', ')})`;
  });
  const rest = tasks.length > mostTold ? [said.more(tasks.length - mostTold)] : [];
  const link = address === null ? [] : ['', said.open, address];
  return {
    subject,
    text: [said.greeting(oneLine(name)), '', `${subject}:`, '', ...lines, ...rest, ...link, '', said.stop, ''].join('\n'),
  };
}

/** On one line, without signs that nobody sees, and not too long. */
function oneLine(text: string): string {
  const shown = text.replaceAll(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();
  return shown.length > longestName ? `${shown.slice(0, longestName - 1)}…` : shown;
}
