import { type Definition, definitionOf, type RecordOf, withDefaults } from '@plinth/app-definition';

/** A component instance of tests; stands on the page `page` unless told otherwise. */
export function testComponent(id: string, values: Partial<RecordOf<'component'>> = {}): RecordOf<'component'> {
  return withDefaults({ id, kind: 'component', parent: 'page', index: 'a0', component: 'ui.stack', ...values }) as RecordOf<'component'>;
}

/** A definition with one page and these components on it. */
export function testPage(...components: readonly RecordOf<'component'>[]): Definition {
  const app = withDefaults({ id: 'app', kind: 'app', key: 'test', type: 'application', label: 'Test' });
  const page = withDefaults({ id: 'page', kind: 'page', key: 'home', path: '', label: 'Home', index: 'a0' });
  return definitionOf([app, page, ...components] as never);
}
