/** A change of what the engine does, which instances that began before it are spared. */
export interface Behaviour {
  /** From 1, each one more than the one before; never used again. */
  readonly number: number;
  /** What the engine asks for it by. */
  readonly name: string;
  /** What is so since, and what was before. */
  readonly change: string;
  /** The day on which the engine began to. */
  readonly since: string;
  /** The standard and section that it follows. */
  readonly source: string;
}

/**
 * Every change that would make a running instance, or a recorded history that is done again, go otherwise than it did. An instance
 * keeps the number that was the newest when it began, and every later one is off for it.
 */
export const behaviours = [
  {
    number: 1,
    name: 'conditionsBetweenSteps',
    change: 'Conditions are looked at after each token that moved, and not only when no token moves any more.',
    since: '2026-11-30',
    source: 'BPMN 2.0.2 §10.5.6',
  },
  {
    number: 2,
    name: 'adHocStaysDone',
    change: 'Once its completion condition held, an ad-hoc sub-process ends with what runs in it, whatever the condition says by then.',
    since: '2026-11-30',
    source: 'BPMN 2.0.2 §13.3.5',
  },
  {
    number: 3,
    name: 'roundsEnterTogether',
    change: 'Parallel multiple instances are all there before the first does anything, and do not come one after the other.',
    since: '2026-11-30',
    source: 'BPMN 2.0.2 §13.3.7',
  },
  {
    number: 4,
    name: 'dataOfRounds',
    change:
      'A round has its results and its outputDataItem for itself, conditions and outputs see what it has and what is around it, also where it calls a process, and the lists that a multiple instance takes apart or puts together are no inputs and outputs of a round.',
    since: '2026-11-30',
    source: 'BPMN 2.0.2 §10.3.8, §13.3.6, §13.3.7',
  },
  {
    number: 5,
    name: 'compensationOfRounds',
    change:
      'Rounds whose sub-process has a compensation event sub-process are compensated though nothing in them could be, and a called process that is compensated sees its own variables alone.',
    since: '2026-11-30',
    source: 'BPMN 2.0.2 §13.5.5',
  },
  {
    number: 6,
    name: 'codelessCatchesAny',
    change: 'An event whose error or escalation has no code catches any, and not only one that is called like it.',
    since: '2026-11-30',
    source: 'BPMN 2.0.2 tables 8.40, 8.41',
  },
  {
    number: 7,
    name: 'conversations',
    change: 'The first message of a conversation gives it its key; an event without a key waited for any message of its name.',
    since: '2026-11-30',
    source: 'BPMN 2.0.2 §8.4.2',
  },
  {
    number: 8,
    name: 'calendarCycles',
    change: 'Cycles in months or years are counted from their beginning and keep their day, and not from the time before.',
    since: '2026-11-30',
    source: 'ISO 8601-1 §5.6',
  },
  {
    number: 9,
    name: 'partsOfData',
    change: 'An assignment to a.b sets the part b of a, and not a variable that is called a.b.',
    since: '2026-11-30',
    source: 'BPMN 2.0.2 §10.4.2',
  },
] as const satisfies readonly Behaviour[];

/** What the engine asks for a behaviour by. */
export type BehaviourName = (typeof behaviours)[number]['name'];

/** What instances begin with. */
export const newestBehaviour: number = Math.max(...behaviours.map(({ number }) => number));

/** Of instances that began before behaviours had numbers. */
export const noBehaviour = 0;

const numbers: ReadonlyMap<BehaviourName, number> = new Map(behaviours.map(({ name, number }) => [name, number]));

/** Whether an instance that began with a number has a behaviour. */
export function hasBehaviour(begunWith: number, name: BehaviourName): boolean {
  return begunWith >= (numbers.get(name) ?? Number.POSITIVE_INFINITY);
}
