import type { Format } from './format/format.ts';
import type { TextLookup } from './text/text.ts';

/** Why an instance of a process goes no further at a place, as the server tells it. */
export interface WaitingReason {
  readonly kind: 'task' | 'work' | 'message' | 'signal' | 'timer' | 'condition' | 'activation' | 'join' | 'incident' | 'worker';
  /** One sentence in English. */
  readonly text: string;
  readonly due?: string;
  readonly code?: string;
  readonly about?: string;
  readonly key?: string;
  readonly at?: string;
  readonly assignee?: string;
  readonly candidates?: readonly { readonly kind: 'member' | 'role' | 'group'; readonly name: string }[];
  readonly holder?: string;
  readonly tries?: number;
}

/** Such a reason as a sentence in the language of who reads it; what went wrong stays in the words of what told it. */
export function waitingWords(reason: WaitingReason, text: TextLookup, format: Pick<Format, 'dateTime' | 'list'>): string {
  const sentence = bareWords(reason, text, format);
  return reason.at === undefined ? sentence : text('waiting.at', '{sentence} (for {element})', { sentence, element: reason.at });
}

function bareWords(reason: WaitingReason, text: TextLookup, format: Pick<Format, 'dateTime' | 'list'>): string {
  const { kind, about = '', key, assignee, candidates, holder, tries = 0, code } = reason;
  const until = format.dateTime(reason.due);
  switch (kind) {
    case 'task': {
      if (assignee !== undefined) return text('waiting.assignee', 'It waits for {member}.', { member: assignee });
      const who = (candidates ?? []).map(({ kind: of, name }) => {
        if (of === 'member') return name;
        return of === 'role' ? text('waiting.role', 'role {name}', { name }) : text('waiting.group', 'group {name}', { name });
      });
      return who.length === 0
        ? text('waiting.manager', 'It waits for a manager of the process to claim it.')
        : text('waiting.claim', 'It waits for somebody to claim it: {who}.', { who: format.list(who) });
    }
    case 'work':
      if (holder !== undefined)
        return text('waiting.held', 'The program {program} has the work of {topic} until {until}.', {
          program: holder,
          topic: about,
          until,
        });
      return about === ''
        ? text('waiting.own', 'It waits for work of its own.')
        : text('waiting.program', 'It waits for a program that does {topic}; {tries, plural, one {# try is} other {# tries are}} left.', {
            topic: about,
            tries,
          });
    case 'message':
      return key === undefined
        ? text('waiting.message', 'It waits for the message {name}.', { name: about })
        : text('waiting.messageKey', 'It waits for the message {name} with the key {key}.', { name: about, key });
    case 'signal':
      return text('waiting.signal', 'It waits for the signal {name}.', { name: about });
    case 'timer':
      return text('waiting.timer', 'It waits until {until}.', { until });
    case 'condition':
      return text('waiting.condition', 'It waits until a condition comes true.');
    case 'activation':
      return text('waiting.activation', 'Somebody may start {element}.', { element: about });
    case 'join':
      return text('waiting.join', 'Tokens wait at {element} for those of other flows.', { element: about });
    case 'worker':
      return code === undefined
        ? text('waiting.worker', 'It goes on as soon as a worker comes to it.')
        : text('waiting.putOff', 'Workers could not go on with it {tries, plural, one {once} other {# times}} ({problem}).', {
            tries,
            problem: code,
          });
    case 'incident':
      return reason.text;
  }
}
