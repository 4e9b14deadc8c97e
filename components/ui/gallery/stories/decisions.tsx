import { Show } from '../show.tsx';
import type { Story } from './story.ts';

const riskClass = {
  name: 'riskClass',
  question: 'How likely is it that the loan is not paid back?',
  hitPolicy: 'UNIQUE',
  aggregation: null,
  inputs: [
    { label: 'Monthly payment', type: 'number' },
    { label: 'Months with the bank', type: 'number' },
    { label: 'Statement', type: 'string' },
  ],
  outputs: [{ label: 'riskClass', type: 'string' }],
  rules: [
    { key: 'small', inputs: ['<= 1500', '-', '-'], outputs: ['"low"'], note: 'Of small loans, hardly one was lost.' },
    { key: 'known', inputs: ['(1500..6000]', '>= 12', '"monthly", "weekly"'], outputs: ['"low"'], note: null },
    { key: 'fresh', inputs: ['(1500..6000]', '< 12', '"monthly", "weekly"'], outputs: ['"medium"'], note: null },
    { key: 'heavy', inputs: ['> 6000', '-', '-'], outputs: ['"high"'], note: 'Every third of these was not paid back.' },
  ],
};

const wide = {
  ...riskClass,
  name: 'manyColumns',
  question: null,
  hitPolicy: 'COLLECT',
  aggregation: 'SUM',
  inputs: Array.from({ length: 14 }, (_, at) => ({ label: `Condition number ${at + 1}`, type: 'number' })),
  rules: Array.from({ length: 40 }, (_, rule) => ({
    key: `r${rule + 1}`,
    inputs: Array.from({ length: 14 }, (_, at) => (at % 3 === 0 ? '-' : `[${rule}..${rule + at}]`)),
    outputs: [`${rule * 1.5}`],
    note: null,
  })),
};

const explanation = {
  format: 1,
  asked: 'loanDecision',
  value: { approved: true, riskClass: 'low', rate: '7.25', limit: 500000, because: 'Nothing stands against an offer.', coApplicant: null },
  steps: [
    { kind: 'input', name: 'loan', value: { amount: 50000, duration: 36, payment: 1389 }, tables: [] },
    { kind: 'decision', name: 'monthsWithBank', value: 25, tables: [] },
    {
      kind: 'decision',
      name: 'riskClass',
      value: 'low',
      tables: [
        {
          hitPolicy: 'UNIQUE',
          inputs: [
            { label: 'Monthly payment', expression: 'loan.payment', value: 1389 },
            { label: 'Months with the bank', expression: 'monthsWithBank', value: 25 },
            { label: 'Statement', expression: 'account.frequency', value: 'monthly' },
          ],
          matched: [
            {
              rule: 1,
              id: 'small',
              description: 'Of small loans, hardly one was lost.',
              inputs: ['<= 1500', '-', '-'],
              outputs: ['"low"'],
            },
          ],
          fired: [1],
          isDefault: false,
        },
      ],
    },
    { kind: 'decision', name: 'loanDecision', value: { approved: true }, tables: [] },
  ],
  reasons: [{ element: 'coApplicant', place: 'rule 3, input 1', message: 'there is no co-applicant' }],
};

export const decisionStories: readonly Story[] = [
  {
    name: 'decision-result',
    Show: () => (
      <>
        <Show component="decision-result" properties={{ label: 'Loan decision', explanation }} />
        <Show component="decision-result" properties={{ label: 'Not asked yet' }} />
        <Show component="decision-result" properties={{ label: 'On its way', loading: true }} />
      </>
    ),
  },
  {
    name: 'decision-table',
    Show: () => (
      <>
        <Show component="decision-table" properties={{ label: 'Risk class', table: riskClass, explanation }} />
        <Show component="decision-table" properties={{ table: wide, height: 240 }} />
        <Show component="decision-table" properties={{}} />
      </>
    ),
  },
];
