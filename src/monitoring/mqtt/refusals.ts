import { Refusal } from '../../platform/refusal.ts'

/** What is refused when the listening to a broker begins. */
export const mqttRefusals = {
  userUnknown: (user: string) =>
    new Refusal(
      'invalid',
      'mqtt_user_unknown',
      `QUNCE_MQTT_USER names ${user}, who is no user with the right to write observations.`,
      { user },
    ),
}
