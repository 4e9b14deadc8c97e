import { feelText, optionOf } from '@plinth/entity-pages';
import type { ColumnRule } from '../columns/check-condition.ts';
import type { FieldShape } from '../columns/column-type.ts';

/** Says in a field what a check says of its column; false where the field cannot. */
export function applyRule(form: Record<string, unknown>, key: string, shape: FieldShape, rule: ColumnRule): boolean {
  switch (rule.kind) {
    case 'values':
      return applyValues(form, key, shape, rule.values, rule.numbers);
    case 'bound':
      return applyBound(form, key, shape, rule);
    case 'length':
      return applyLength(form, shape, rule);
    case 'required':
      form.required = true;
      return true;
  }
}

function applyValues(form: Record<string, unknown>, key: string, shape: FieldShape, values: readonly string[], numbers: boolean): boolean {
  if (shape.type === 'integer' || shape.type === 'decimal') {
    if (!numbers || !values.every((value) => /^-?\d{1,15}(?:\.\d{1,14})?$/.test(value))) return false;
    const list = values.join(', ');
    return addRule(form, `${key} = null or ${key} in (${list})`, `Must be one of ${list}.`);
  }
  if (form.type !== 'text' || numbers || values.some((value) => value === '' || value.length > 100)) return false;
  const { default: given } = form;
  if (given !== undefined && !values.some((value) => feelText(value) === given)) return false;
  // What can be chosen has the lengths it has.
  delete form.maxLength;
  delete form.minLength;
  form.type = 'choice';
  form.options = values.map(optionOf);
  return true;
}

const wholeNumber = /^-?\d{1,15}$/;

function applyBound(
  form: Record<string, unknown>,
  key: string,
  shape: FieldShape,
  { sign, value }: Extract<ColumnRule, { readonly kind: 'bound' }>,
): boolean {
  const name = sign.startsWith('>') ? 'minimum' : 'maximum';
  const open = sign.length === 1;
  if (form[name] !== undefined) return false;
  if (shape.type === 'integer' && wholeNumber.test(value)) {
    form[name] = String(Number(value) + (open ? (name === 'minimum' ? 1 : -1) : 0));
    return true;
  }
  if (shape.type === 'decimal' && /^-?\d{1,20}(?:\.\d{1,14})?$/.test(value)) {
    if (open) return addRule(form, `${key} = null or ${key} ${sign} ${value}`, `Must be ${sign === '>' ? 'more' : 'less'} than ${value}.`);
    form[name] = value;
    return true;
  }
  if (shape.type !== 'date' || open || !/^\d{4}-\d\d-\d\d$/.test(value)) return false;
  form[name] = value;
  return true;
}

function applyLength(
  form: Record<string, unknown>,
  shape: FieldShape,
  { sign, value }: Extract<ColumnRule, { readonly kind: 'length' }>,
): boolean {
  if (form.type === 'choice') return true;
  if (shape.type !== 'text' && shape.type !== 'longText') return false;
  const name = sign.startsWith('>') ? 'minLength' : 'maxLength';
  const limit = sign === '>' ? value + 1 : sign === '<' ? value - 1 : value;
  if (form[name] !== undefined && name === 'minLength') return false;
  if (!Number.isSafeInteger(limit) || limit < (name === 'minLength' ? 0 : 1)) return false;
  form[name] = name === 'maxLength' ? Math.min(limit, Number(form.maxLength ?? limit)) : limit;
  return true;
}

function addRule(form: Record<string, unknown>, rule: string, message: string): boolean {
  form.validations = [...((form.validations as object[] | undefined) ?? []), { rule, message: message.slice(0, 500) }];
  return true;
}
