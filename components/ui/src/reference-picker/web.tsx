import { Icon, useRenderServices, useText } from '@plinth/component-kit';
import { useRef, useState } from 'react';
import type { PropsOf } from '../contract/define-component.ts';
import { useInput } from '../contract/use-input.ts';
import control from '../parts/control.module.css';
import { Field } from '../parts/field.tsx';
import { PageLink } from '../parts/page-link.tsx';
import { PickList } from '../parts/pick-list.tsx';
import type { referencePicker } from './manifest.ts';
import { type Reference, readReference } from './reference.ts';

const pause = 200;

export function ReferencePicker(props: PropsOf<typeof referencePicker>) {
  const { properties } = props;
  const input = useInput(props);
  const words = useText();
  const services = useRenderServices();
  const entityKey = properties.entity ?? input.description?.target ?? null;
  const [found, setFound] = useState<readonly Reference[]>([]);
  const [loading, setLoading] = useState(false);
  const running = useRef<{ readonly controller: AbortController; readonly timer: ReturnType<typeof setTimeout> } | null>(null);
  const value = readReference(input.value);
  const chosen = value && { value: value.id, label: value.title ?? found.find((one) => one.id === value.id)?.title ?? value.id };

  const search = (text: string) => {
    if (entityKey === null) return;
    if (running.current) {
      clearTimeout(running.current.timer);
      running.current.controller.abort();
    }
    const controller = new AbortController();
    setLoading(true);
    const run = async () => {
      try {
        const records = await services.findReferences(entityKey, text, controller.signal);
        if (controller.signal.aborted) return;
        setFound(records);
        input.complain(null);
      } catch (error) {
        if (controller.signal.aborted) return;
        setFound([]);
        const reason = error instanceof Error ? error.message : '';
        input.complain(words('ui.referencePicker.failed', 'The records could not be searched. {reason}', { reason }));
      }
      setLoading(false);
    };
    running.current = { controller, timer: setTimeout(() => void run(), text === '' ? 0 : pause) };
  };
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
