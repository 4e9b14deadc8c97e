import { memo, useState } from 'react';
import { Select, TextInput } from './hand-written-inputs.tsx';
import { Badge, Button, Grid, Stack, Stat, Text } from './hand-written-parts.tsx';
import { kinds, type SectionValues, sections, statuses } from './section-values.ts';

const money = new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' });
const percent = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2 });
const difference = new Intl.NumberFormat('en', { style: 'percent', maximumFractionDigits: 2, signDisplay: 'exceptZero' });
const number = new Intl.NumberFormat('en');

/** What the page plan shows, as somebody writes it who writes only this page: the floor. */
export function HandWrittenPage() {
  const [state, setState] = useState(sections);
  const [change] = useState(() => (index: number, values: Partial<SectionValues>) => {
    setState((before) => before.map((section, n) => (n === index ? { ...section, ...values } : section)));
  });
  return (
    <div className="plinth-page">
      {state.map((section, n) => (
        <Section key={section.branch} index={n} values={section} onChange={change} />
      ))}
    </div>
  );
}

interface SectionProps {
  readonly index: number;
  readonly values: SectionValues;
  readonly onChange: (index: number, values: Partial<SectionValues>) => void;
}

const Section = memo(function Section({ index, values, onChange }: SectionProps) {
  const { branch, owner, status, kind, amount, share, count, locked } = values;
  const [note, setNote] = useState('none yet');
  const [remark, setRemark] = useState('');
  const [entered, setEntered] = useState({ owner, branch, status: status as string | null, kind: kind as string | null });
  const id = `s${index}`;
  const grown = share - 0.25;
  return (
    <section className="card-module__card" aria-labelledby={`${id}-title`}>
      <div className="card-module__header">
        <div className="card-module__words">
          <h3 id={`${id}-title`} className="card-module__title">
            {`${branch} branch`}
          </h3>
        </div>
      </div>
      <div className="card-module__content" data-padded={true}>
        <Stack direction="vertical" gap="3" align="stretch">
          <h4 className="heading-module__heading" data-level="4">
            {`Loans of ${owner}`}
          </h4>
          <Stack direction="horizontal" gap="2" align="center">
            <Badge tone={status === 'open' ? 'good' : 'warn'}>{status}</Badge>
            <Badge tone="accent">{`${count} loans`}</Badge>
            <Button variant="primary" disabled={locked} onClick={() => onChange(index, { status: 'open' })}>
              Approve
            </Button>
            <Button tone="bad" onClick={() => onChange(index, { status: 'refused' })}>
              Refuse
            </Button>
            <Button variant="subtle" onClick={() => onChange(index, { status: 'closed' })}>
              Close
            </Button>
          </Stack>
          <Grid least={180}>
            <Stat label="Amount" value={money.format(amount)} />
            <Stat
              label="Share"
              value={percent.format(share)}
              change={difference.format(grown)}
              changeTone={grown === 0 ? 'neutral' : grown < 0 ? 'bad' : 'good'}
              changeText="since last year"
            />
            <Stat label="Twice the loans" value={number.format(count * 2)} />
          </Grid>
          <Text tone="quiet" size="s">
            What waits for a decision in this branch.
          </Text>
          {count > 0 ? <Text weight="medium">{`${owner} decides on amounts up to ${amount} EUR.`}</Text> : null}
          <Text size="s">{`Mostly for: ${kind}`}</Text>
          <Text size="s">Amounts above the limit go to the head office.</Text>
          <Text lines={2}>{`Note: ${note}`}</Text>
          <Grid least={220}>
            <TextInput
              id={`${id}-owner`}
              label="Owner"
              required
              value={entered.owner}
              onChange={(value) => setEntered({ ...entered, owner: value })}
            />
            <TextInput
              id={`${id}-branch`}
              label="Branch"
              disabled={locked}
              value={entered.branch}
              onChange={(value) => setEntered({ ...entered, branch: value })}
            />
            <TextInput id={`${id}-note`} label="Note" placeholder="What others should know" value={note} onChange={setNote} />
            <div className="plinth-box" style={{ inlineSize: '100%' }}>
              <TextInput id={`${id}-remark`} label="Remark" help="Only for you" value={remark} onChange={setRemark} />
            </div>
            <Select
              id={`${id}-choice`}
              label="Status"
              options={statuses}
              value={entered.status}
              onChange={(value) => setEntered({ ...entered, status: value })}
            />
            <Select
              id={`${id}-purpose`}
              label="Kind"
              options={kinds}
              clearable={false}
              value={entered.kind}
              onChange={(value) => setEntered({ ...entered, kind: value })}
            />
          </Grid>
        </Stack>
      </div>
    </section>
  );
});
