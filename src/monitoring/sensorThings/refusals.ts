import { Refusal } from '../../platform/refusal.ts'

/** What the SensorThings interface refuses. */
export const sensorThingsRefusals = {
  addressUnknown: (address: string) =>
    new Refusal('not_found', 'sta_address_unknown', `There is nothing at ${address}.`, {
      address: address.slice(0, 200),
    }),
  reasonMissing: () =>
    new Refusal(
      'invalid',
      'sta_reason_missing',
      'A correction needs its reason, of at most 500 characters: in the header Qunce-Reason (percent-encoded UTF-8) or as parameters.reason.',
    ),
  methodRefused: (method: string) =>
    new Refusal(
      'forbidden',
      'sta_method_refused',
      method === 'DELETE'
        ? 'Nothing is deleted here: what was measured stays, a wrong result is corrected (PATCH with a reason), a station or a datastream is closed on a day.'
        : `${method} is not taken here: a Thing is changed and an Observation corrected by PATCH, and what is new is sent by POST.`,
      { method },
    ),
  optionInvalid: (option: string, expected: string, found: string) =>
    new Refusal('invalid', 'sta_option_invalid', `${option}: expected ${expected}, found "${found.slice(0, 100)}".`, {
      option,
      expected,
      found: found.slice(0, 100),
    }),
  entityInvalid: (field: string, expected: string) =>
    new Refusal('invalid', 'sta_entity_invalid', `${field}: expected ${expected}.`, { field, expected }),
}
