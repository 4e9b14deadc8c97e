import type { TaskServices, TaskView } from '@plinth/component-kit';

const hour = 3_600_000;
const from = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();

function task(id: string, name: string, parts: Partial<TaskView> = {}): TaskView {
  return {
    ...{ id, instance: id, process: 'loan', processLabel: 'Loan', instanceKey: `L-${id}`, element: 'approve', name },
    ...{ assignee: null, candidates: ['role:clerk'], priority: 0, due: null, followUp: null, stopped: false, createdAt: from(-30 * hour) },
    ...{ form: null, answers: null, standing: 'mine', mayManage: true, onBehalfOf: null },
    ...parts,
  };
}

const answers = { variable: 'verdict', values: ['Approve', 'Reject', 'Ask for more'] };
const tasks: readonly TaskView[] = [
  task('1', 'Approve the loan', { due: from(-5 * hour), priority: 50, answers }),
  task('2', 'Check the documents', { due: from(20 * hour), onBehalfOf: { id: 'm2', name: 'Petr Novák' }, answers }),
  task('3', 'Call the client', { stopped: true, instanceKey: null }),
  task('4', `Compare ${'Rindfleischetikettierungsüberwachung'.repeat(4)} with what the applicant has sent`, {
    processLabel: 'A process of a very long name that says all',
  }),
  task('6', 'Ask the client again', { followUp: from(72 * hour), answers }),
  task('5', 'مراجعة الطلب \u202e<b>', { standing: 'open', due: from(200 * hour) }),
];

/** Tasks made up: answers are taken, and nothing changes. */
export function sampleTasks(): TaskServices {
  const found = (id: string) => tasks.find((each) => each.id === id) ?? task(id, id);
  const person = { id: 'm1', name: 'Mara Novak' };
  const done = async () => ({ done: [], refused: [] });
  return {
    list: async ({ of, search, when }) => ({
      items: tasks.filter(
        ({ standing, name, followUp }) =>
          (of === 'all' || standing === of) &&
          name.toLowerCase().includes(search.toLowerCase()) &&
          (when === 'any' || (followUp !== null) === (when === 'later')),
      ),
      next: null,
    }),
    count: async () => ({ mine: 5, open: 1, mineLater: 1, openLater: 0, overdue: 1 }),
    get: async (id) => ({
      ...found(id),
      variables: { amount: { $number: '1200.50' }, until: { $date: '2026-03-01' }, applicant: { name: 'Eva' } },
    }),
    claim: async (id) => found(id),
    release: async (id) => found(id),
    delegate: async (id) => found(id),
    change: async (id) => found(id),
    complete: done,
    completeMany: done,
    comments: async () => ({
      items: [{ id: 'c1', author: person, text: 'The income is proved.\nPlease look at the second page.', at: from(-3 * hour) }],
      people: [person],
    }),
    comment: async (_task, text) => ({ id: 'c2', author: person, text, at: from(0) }),
    attachments: async () => ({
      items: [{ id: 'f1', name: 'payslip.pdf', mediaType: 'application/pdf', size: 120_300, by: person, at: from(-4 * hour) }],
      limits: { types: ['application/pdf', 'image/*'], bytes: 5_000_000 },
    }),
    attach: async (_task, file) => ({ id: 'f2', name: file.name, mediaType: file.type, size: file.size, by: person, at: from(0) }),
    detach: async () => undefined,
    attachmentAddress: (id, attachment) => `#/${id}/${attachment}`,
    explainAccess: async () => ({
      member: person,
      ...{ sees: false, mayDo: false },
      reasons: [
        { kind: 'otherHas', name: 'Petr Novák', onBehalfOf: null },
        { kind: 'notMeant', name: 'role:clerk', onBehalfOf: null },
      ],
    }),
    history: async () => [{ event: 'claimed', by: person, onBehalfOf: { id: 'm2', name: 'Petr Novák' }, to: null, at: from(-20 * hour) }],
    listen: () => () => undefined,
  };
}
