import type { Row } from '../expression-evaluation/cases.ts';
import { loadDefault, loadRival } from './load.ts';

type Evaluate = (row: Row) => unknown;

/** A library that evaluates `a + b * 2 > 10 and contains(name, "x")`, parsed before where it can be. */
export interface ExpressionRival {
  readonly library: string;
  /** Where a library is measured in more than one way. */
  readonly way?: string;
  /** Whether an expression means what it means in JavaScript (`1 + undefined` is NaN), or what a language of its own says. */
  readonly meaning: 'JavaScript' | 'its own';
  /** Whether it makes functions from texts, which a strict Content Security Policy forbids. */
  readonly generatesCode: boolean;
  readonly expression: string;
  readonly prepare: (expression: string) => Promise<Evaluate>;
}

const contains = (text: string, part: string) => text.includes(part);
const rule = {
  and: [{ '>': [{ '+': [{ var: 'a' }, { '*': [{ var: 'b' }, 2] }] }, 10] }, { in: ['x', { var: 'name' }] }],
};
const asMethod = 'a + b * 2 > 10 && name.includes("x")';
const asFunction = 'a + b * 2 > 10 && contains(name, "x")';
const asWords = 'a + b * 2 > 10 and contains(name, "x")';

interface LogicEngine {
  readonly run: (rule: unknown, row: Row) => unknown;
  readonly build: (rule: unknown) => Evaluate;
}

async function logicEngine(): Promise<LogicEngine> {
  const { LogicEngine } = (await loadRival('json-logic-engine')) as { readonly LogicEngine: new () => LogicEngine };
  return new LogicEngine();
}

interface ParsedMath {
  readonly evaluate: Evaluate;
  readonly toJSFunction: (parameters: string) => (a: number, b: number, name: string) => unknown;
}

async function parsedMath(expression: string): Promise<ParsedMath> {
  const { Parser } = (await loadRival('expr-eval-fork')) as {
    readonly Parser: new () => { readonly functions: Record<string, unknown>; readonly parse: (text: string) => ParsedMath };
  };
  const parser = new Parser();
  parser.functions.contains = contains;
  return parser.parse(expression);
}

export const expressionRivals: readonly ExpressionRival[] = [
  {
    library: 'subscript',
    meaning: 'JavaScript',
    generatesCode: false,
    expression: asMethod,
    prepare: async (text) => ((await loadDefault('subscript')) as (text: string) => Evaluate)(text),
  },
  {
    library: 'punyexpr',
    meaning: 'JavaScript',
    generatesCode: false,
    expression: asMethod,
    prepare: async (text) => ((await loadRival('punyexpr')) as { readonly punyexpr: (text: string) => Evaluate }).punyexpr(text),
  },
  {
    library: 'safe-expression',
    meaning: 'JavaScript',
    generatesCode: false,
    expression: asMethod,
    prepare: async (text) => new ((await loadDefault('safe-expression')) as new () => (text: string) => Evaluate)()(text),
  },
  {
    library: '@antv/expr',
    meaning: 'JavaScript',
    generatesCode: false,
    expression: asFunction.replace('contains', '@contains'),
    prepare: async (text) => {
      const { compile, register } = (await loadRival('@antv/expr')) as {
        readonly compile: (text: string) => Evaluate;
        readonly register: (name: string, run: unknown) => void;
      };
      register('contains', contains);
      return compile(text);
    },
  },
  {
    library: 'jse-eval',
    meaning: 'JavaScript',
    generatesCode: false,
    expression: asMethod,
    prepare: async (text) => ((await loadRival('jse-eval')) as { readonly compile: (text: string) => Evaluate }).compile(text),
  },
  {
    library: 'json-logic-engine',
    way: 'interpreted',
    meaning: 'its own',
    generatesCode: false,
    expression: JSON.stringify(rule),
    prepare: async () => {
      const engine = await logicEngine();
      return (row) => engine.run(rule, row);
    },
  },
  {
    library: 'json-logic-engine',
    way: 'compiled',
    meaning: 'its own',
    generatesCode: true,
    expression: JSON.stringify(rule),
    prepare: async () => (await logicEngine()).build(rule),
  },
  {
    library: '@marcbachmann/cel-js',
    meaning: 'its own',
    generatesCode: false,
    expression: 'a + b * 2.0 > 10.0 && name.contains("x")',
    prepare: async (text) => {
      interface Environment {
        readonly registerVariable: (name: string, type: string) => Environment;
        readonly parse: (text: string) => Evaluate;
      }
      const { Environment } = (await loadRival('@marcbachmann/cel-js')) as { readonly Environment: new () => Environment };
      return new Environment()
        .registerVariable('a', 'double')
        .registerVariable('b', 'double')
        .registerVariable('name', 'string')
        .parse(text);
    },
  },
  {
    library: 'filtrex',
    meaning: 'its own',
    generatesCode: true,
    expression: asWords,
    prepare: async (text) => {
      const { compileExpression } = (await loadRival('filtrex')) as {
        readonly compileExpression: (text: string, options: unknown) => Evaluate;
      };
      return compileExpression(text, { extraFunctions: { contains } });
    },
  },
  {
    library: 'expr-eval-fork',
    way: 'interpreted',
    meaning: 'its own',
    generatesCode: false,
    expression: asWords,
    prepare: async (text) => {
      const parsed = await parsedMath(text);
      return (row) => parsed.evaluate(row);
    },
  },
  {
    library: 'expr-eval-fork',
    way: 'compiled',
    meaning: 'its own',
    generatesCode: true,
    expression: asWords,
    prepare: async (text) => {
      const run = (await parsedMath(text)).toJSFunction('a,b,name');
      return ({ a, b, name }) => run(a, b, name);
    },
  },
  {
    library: 'jexl',
    meaning: 'its own',
    generatesCode: false,
    expression: asFunction,
    prepare: async (text) => {
      const jexl = (await loadDefault('jexl')) as {
        readonly addFunction: (name: string, run: unknown) => void;
        readonly createExpression: (text: string) => { readonly evalSync: Evaluate };
      };
      jexl.addFunction('contains', contains);
      const parsed = jexl.createExpression(text);
      return (row) => parsed.evalSync(row);
    },
  },
  {
    library: 'jsonata',
    way: 'which only answers by promises',
    meaning: 'its own',
    generatesCode: false,
    expression: asWords.replace('contains', '$contains'),
    prepare: async (text) => {
      const parsed = ((await loadDefault('jsonata')) as (text: string) => { readonly evaluate: Evaluate })(text);
      return (row) => parsed.evaluate(row);
    },
  },
  {
    library: '@gorules/zen-engine',
    way: 'native code in Node, which parses each time',
    meaning: 'its own',
    generatesCode: false,
    expression: asWords,
    prepare: async (text) => {
      const { evaluateExpressionSync } = (await loadDefault('@gorules/zen-engine')) as {
        readonly evaluateExpressionSync: (text: string, row: Row) => unknown;
      };
      return (row) => evaluateExpressionSync(text, row);
    },
  },
  {
    library: 'feelin',
    way: 'which parses each time',
    meaning: 'its own',
    generatesCode: false,
    expression: asWords,
    prepare: async (text) => {
      const { evaluate } = (await loadRival('feelin')) as {
        readonly evaluate: (text: string, row: Row) => { readonly value: unknown };
      };
      return (row) => evaluate(text, row).value;
    },
  },
];
