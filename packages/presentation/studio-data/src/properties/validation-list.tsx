import type { FieldRecord } from '@plinth/app-definition';
import { useText } from '@plinth/component-kit';
import type { ContextType } from '@plinth/expression';
import { ToolButton } from '@plinth/studio-frame';
import { FeelSetting, TextSetting } from './setting.tsx';

type Validation = NonNullable<FieldRecord['validations']>[number];

interface ValidationListProps {
  readonly validations: readonly Validation[];
  /** The names that a rule may use, by what is written. */
  scope(written: string): ContextType;
  onChange(validations: readonly Validation[]): void;
}

/** Rules that a record must keep, each with what is said otherwise, or that say themselves what is wrong. */
export function ValidationList({ validations, scope, onChange }: ValidationListProps) {
  const text = useText();
  const change = (at: number, changed: Validation) => onChange(validations.map((each, index) => (index === at ? changed : each)));
  return (
    <>
      {validations.map((validation, at) => {
        const number = at + 1;
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place, for all of it is edited here
          <div key={at} className="data-rule">
            <ToolButton
              icon="x"
              label={text('studio.removeRule', 'Remove rule {number}', { number })}
              onClick={() => onChange(validations.toSpliced(at, 1))}
            />
            {'rule' in validation ? (
              <>
                <FeelSetting
                  label={text('studio.mustBeTrue', 'Must be true')}
                  value={validation.rule}
                  scope={scope(validation.rule)}
                  expects="boolean"
                  onKeep={(rule) => change(at, { ...validation, rule: rule ?? '' })}
                />
                <TextSetting
                  label={text('studio.sayOtherwise', 'Say otherwise')}
                  value={validation.message}
                  long
                  onKeep={(message) => change(at, { ...validation, message })}
                />
              </>
            ) : (
              <FeelSetting
                label={text('studio.whatIsWrong', 'Says what is wrong')}
                value={validation.messages}
                scope={scope(validation.messages)}
                expects="any"
                help={text('studio.whatIsWrongHelp', 'A text or a list of texts, empty where nothing is wrong.')}
                onKeep={(messages) => change(at, { messages: messages ?? '' })}
              />
            )}
          </div>
        );
      })}
      <div className="data-acts">
        <ToolButton
          icon="plus"
          label={text('studio.addRule', 'Add a rule')}
          onClick={() => onChange([...validations, { rule: 'true', message: text('studio.ruleMessage', 'This value is not allowed.') }])}
        >
          <span>{text('studio.addRule', 'Add a rule')}</span>
        </ToolButton>
        <ToolButton
          icon="plus"
          label={text('studio.addMessages', 'Add with own messages')}
          onClick={() => onChange([...validations, { messages: '[]' }])}
        >
          <span>{text('studio.addMessages', 'Add with own messages')}</span>
        </ToolButton>
      </div>
    </>
  );
}
