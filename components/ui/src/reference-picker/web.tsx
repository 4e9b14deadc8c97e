import { Icon, useText } from '@plinth/component-kit';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import control from '../parts/control.module.css';
import { Field } from '../parts/field.tsx';
import { PageLink } from '../parts/page-link.tsx';
import { PickList } from '../parts/pick-list.tsx';
import type { referencePicker } from './manifest.ts';
import { readReference } from './reference.ts';
import { useReferenceSearch } from './use-reference-search.ts';

export function ReferencePicker(props: PropsOf<typeof referencePicker>) {
  const { properties } = props;
  const input = useInput(props);
  const words = useText();
  const entityKey = properties.entity ?? input.description?.target ?? null;
  const { found, loading, search } = useReferenceSearch(entityKey, input);
  const value = readReference(input.value);
  const chosen = value && { value: value.id, label: value.title ?? found.find((one) => one.id === value.id)?.title ?? value.id };

  return (
    <Field input={input}>
      <PickList
        input={input}
        options={found.map((record) => ({ value: record.id, label: record.title ?? record.id }))}
        chosen={chosen}
        placeholder={properties.placeholder ?? words('ui.referencePicker.search', 'Search')}
        clearable={properties.clearable}
        loading={loading}
        onSearch={search}
        onChoose={(id) => {
          const record = found.find((one) => one.id === id);
          input.change(id === null ? null : record ? { id, title: record.title } : { id });
        }}
        trailing={
          properties.page && value ? (
            <PageLink
              className={control.side}
              page={properties.page}
              parameters={{ id: value.id }}
              aria-label={words('ui.referencePicker.open', 'Open {title}', { title: chosen?.label ?? '' })}
            >
              <Icon name="arrow-up-right" size={14} />
            </PageLink>
          ) : null
        }
      />
    </Field>
  );
}
