import type { FieldType } from '@plinth/app-definition';
import type { TextLookup } from '@plinth/component-kit';

/** What people call the types of fields. */
export function typeNames(text: TextLookup): Readonly<Record<FieldType, string>> {
  return {
    text: text('studio.type.text', 'Text'),
    longText: text('studio.type.longText', 'Long text'),
    integer: text('studio.type.integer', 'Whole number'),
    decimal: text('studio.type.decimal', 'Decimal number'),
    money: text('studio.type.money', 'Money'),
    boolean: text('studio.type.boolean', 'Yes or no'),
    date: text('studio.type.date', 'Date'),
    time: text('studio.type.time', 'Time'),
    dateTime: text('studio.type.dateTime', 'Date and time'),
    duration: text('studio.type.duration', 'Duration'),
    email: text('studio.type.email', 'E-mail address'),
    phone: text('studio.type.phone', 'Phone number'),
    url: text('studio.type.url', 'Web address'),
    choice: text('studio.type.choice', 'Choice'),
    multiChoice: text('studio.type.multiChoice', 'Several choices'),
    json: text('studio.type.json', 'JSON'),
    file: text('studio.type.file', 'File'),
    reference: text('studio.type.reference', 'Reference'),
  };
}
