import { compileModel, type DecisionModel, type DecisionTable } from '@plinth/rule-processor';
import { figures, keepResult } from './measurement.ts';
import { loadRival } from './rivals/load.ts';

/**
 * A decision table of 20 rules and 3 inputs, records in and outputs out, beside the same table written by hand as
 * JavaScript; the same with 10,000 rules; and how long it takes from the texts of the cells to the first decision, beside
 * `lezer-feel` that only parses these texts. All times are CPU times of the process.
 */
const rounds = 9;
const grades = ['excellent', 'good', 'fair', 'poor', 'refused'];
const countries = ['DE', 'FR', 'IT', 'ES', 'PL'];

interface Row {
  readonly age: number;
  readonly country: string;
  readonly income: number;
}

/** Five bands of age by four of income, the oldest only at home; the last row of each band takes the rest. */
const small = tableOf(
  Array.from({ length: 20 }, (_, rule) => {
    const [band, step] = [Math.floor(rule / 4), rule % 4];
    return {
      inputs: [
        `[${18 + band * 12}..${30 + band * 12})`,
        band === 4 ? '"DE"' : step === 1 ? '"DE","FR","IT"' : '-',
        step === 3 ? '-' : `>= ${90_000 - step * 25_000}`,
      ],
      output: `"${grades[(band + step) % grades.length]}"`,
    };
  }),
);

/** The same by hand. */
function byHand({ age, country, income }: Row): string | null {
  if (age >= 18 && age < 30) {
    if (income >= 90_000) return 'excellent';
    if ((country === 'DE' || country === 'FR' || country === 'IT') && income >= 65_000) return 'good';
    return income >= 40_000 ? 'fair' : 'poor';
  }
  if (age >= 30 && age < 42) {
    if (income >= 90_000) return 'good';
    if ((country === 'DE' || country === 'FR' || country === 'IT') && income >= 65_000) return 'fair';
    return income >= 40_000 ? 'poor' : 'refused';
  }
  if (age >= 42 && age < 54) {
    if (income >= 90_000) return 'fair';
    if ((country === 'DE' || country === 'FR' || country === 'IT') && income >= 65_000) return 'poor';
    return income >= 40_000 ? 'refused' : 'excellent';
  }
  if (age >= 54 && age < 66) {
    if (income >= 90_000) return 'poor';
    if ((country === 'DE' || country === 'FR' || country === 'IT') && income >= 65_000) return 'refused';
    return income >= 40_000 ? 'excellent' : 'good';
  }
  if (age >= 66 && age < 78 && country === 'DE') {
    if (income >= 90_000) return 'refused';
    if (income >= 65_000) return 'excellent';
    return income >= 40_000 ? 'good' : 'fair';
  }
  return null;
}

/** 10,000 rules with bounds of their own; by hand nobody writes them. */
const large = tableOf(
  Array.from({ length: 10_000 }, (_, rule) => ({
    inputs: [`[${rule}..${rule + 3})`, rule % 4 === 0 ? '-' : `"${countries[rule % 5]}"`, rule % 2 === 0 ? `>= ${rule}` : `< ${rule * 3}`],
    output: `"${grades[rule % grades.length]}"`,
  })),
);

const rows = Array.from(
  { length: 4_096 },
  (_, index): Row => ({
    age: 16 + ((index * 7_919) % 64),
    country: countries[(index * 31) % 5] ?? '',
    income: ((index * 104_729) % 120) * 1_000,
  }),
);
const wideRows = rows.map((row, index): Row => ({ ...row, age: (index * 7_919) % 10_000, income: (index * 104_729) % 20_000 }));

const [smallModel, largeModel] = [compileModel(small), compileModel(large)];
for (const row of rows) {
  const { value } = smallModel.evaluate('grade', { values: { ...row } });
  if (value !== byHand(row)) throw new Error(`The table and the code by hand differ for ${JSON.stringify(row)}: ${value}, ${byHand(row)}.`);
}

const inputsOf = (all: readonly Row[]) => all.map((row) => ({ values: { ...row } }));
const [smallInputs, largeInputs] = [inputsOf(rows), inputsOf(wideRows)];
const quiet = { reasons: false };
let kept = 0;
const decide = (model: typeof smallModel, inputs: typeof smallInputs, options: { readonly reasons?: boolean }) => () => {
  for (const input of inputs) if (model.evaluate('grade', input, options).value !== null) kept++;
};
const hand = () => {
  for (const row of rows) if (byHand(row) !== null) kept++;
};

/** Of `lezer-feel`, which only parses. */
interface FeelParser {
  readonly configure: (options: { readonly top: string }) => FeelParser;
  readonly parse: (text: string) => unknown;
}

const { parser } = (await loadRival('lezer-feel')) as { readonly parser: FeelParser };
const cells = textsOf(small);
const [testsParser, expressionParser] = [parser.configure({ top: 'UnaryTests' }), parser.configure({ top: 'Expression' })];
const compileSmall = () => {
  compileModel(small).evaluate('grade', smallInputs[0] ?? { values: {} });
};
const parseOnly = () => {
  for (const text of cells.tests) testsParser.parse(text);
  for (const text of cells.expressions) expressionParser.parse(text);
};

const measured = {
  decide: measure(decide(smallModel, smallInputs, quiet), 60, rows.length),
  decideWithReasons: measure(decide(smallModel, smallInputs, {}), 60, rows.length),
  byHand: measure(hand, 2_000, rows.length),
  decideLarge: measure(decide(largeModel, largeInputs, quiet), 12, rows.length),
  compile: measure(compileSmall, 1_000, 1),
  parseOnly: measure(parseOnly, 300, 1),
  compileLarge: measure(
    () => {
      compileModel(large).evaluate('grade', largeInputs[0] ?? { values: {} });
    },
    1,
    1,
  ),
};
if (kept === 0) throw new Error('Nothing was decided.');

keepResult(
  'decision-table',
  [
    {
      name: '20 rules × 3 inputs, records in, outputs out',
      value: 1e9 / measured.decide.median,
      goal: 1_000_000,
      better: 'higher',
      unit: 'decisions per CPU second',
    },
    {
      name: '10,000 rules, beside 20',
      value: measured.decideLarge.median / measured.decide.median,
      goal: 20,
      better: 'lower',
      unit: 'times',
    },
    {
      name: 'from texts to the first decision, faster than lezer-feel parses',
      value: measured.parseOnly.median / measured.compile.median,
      goal: 5,
      better: 'higher',
      unit: 'times',
    },
  ],
  {
    unit: 'nanoseconds of CPU time each',
    decisionToFloor: measured.decide.median / measured.byHand.median,
    measured,
  },
);

function measure(work: () => void, repetitions: number, each: number) {
  const times: number[] = [];
  // Two rounds more, for the compiler of the machine.
  for (let round = -2; round < rounds; round++) {
    const started = process.cpuUsage();
    for (let repetition = 0; repetition < repetitions; repetition++) work();
    const { user, system } = process.cpuUsage(started);
    if (round >= 0) times.push(((user + system) * 1_000) / (repetitions * each));
  }
  return figures(times);
}

function tableOf(rules: readonly { readonly inputs: readonly string[]; readonly output: string }[]): DecisionModel {
  const inputs = [
    ['age', 'number'],
    ['country', 'string'],
    ['income', 'number'],
  ] as const;
  const logic: DecisionTable = {
    kind: 'table',
    type: null,
    hitPolicy: 'FIRST',
    aggregation: null,
    annotations: [],
    inputs: inputs.map(([expression, type]) => ({ label: null, expression, type, allowed: null })),
    outputs: [{ name: null, type: 'string', allowed: null, otherwise: null }],
    rules: rules.map((rule) => ({ id: null, description: null, annotations: [], inputs: rule.inputs, outputs: [rule.output] })),
  };
  return {
    name: 'credit',
    namespace: 'urn:credit',
    imports: [],
    items: [],
    knowledge: [],
    services: [],
    inputs: inputs.map(([name, type]) => ({ id: name, name, type })),
    decisions: [
      {
        id: 'grade',
        name: 'grade',
        type: 'string',
        question: null,
        requirements: { inputs: inputs.map(([name]) => `#${name}`), decisions: [], knowledge: [] },
        logic,
      },
    ],
  };
}

/** Every text of a table that has to be parsed. */
function textsOf({ decisions }: DecisionModel) {
  const tests: string[] = [];
  const expressions: string[] = [];
  for (const { logic } of decisions) {
    if (logic?.kind !== 'table') continue;
    expressions.push(...logic.inputs.map(({ expression }) => expression));
    for (const rule of logic.rules) {
      tests.push(...rule.inputs);
      expressions.push(...rule.outputs);
    }
  }
  return { tests, expressions };
}
