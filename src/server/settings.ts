import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { MqttSettings } from '../monitoring/index.ts'
import type { MailSettings } from '../platform/notices/index.ts'
import { Refusal } from '../platform/refusal.ts'
import { type BaseMap, readBaseMap } from './baseMap.ts'

const Provider = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z][a-z0-9-]*$' }),
    name: Type.String({ description: 'shown on the sign-in page' }),
    discoveryUrl: Type.String({ pattern: '^https?://' }),
    clientId: Type.String({ minLength: 1 }),
    clientSecret: Type.Optional(Type.String()),
    scopes: Type.Optional(Type.Array(Type.String())),
  },
  { additionalProperties: false },
)
/** An identity provider (OpenID Connect) that users may sign in with, beside their password. */
export type OidcProvider = Static<typeof Provider>

/** What an operator may decide; every one has a default that works and is safe. */
export interface Settings {
  /** The address that users type, `https://qunce.example.gov.cn`; decides the cookies' Secure and the origin check. */
  publicUrl?: string
  /** Addresses of reverse proxies whose X-Forwarded-For is believed, as Fastify's `trustProxy` takes them. */
  trustProxy?: string
  /** Where notices leave by mail; without it they stay in the application. */
  mail?: MailSettings
  /** A tile service below the blueprint; without it our own outlines are the base map. */
  baseMap?: BaseMap
  /** A broker to which stations publish; without it nothing listens. */
  mqtt?: MqttSettings
  oidc: OidcProvider[]
}

/**
 * Settings from the environment (QUNCE_PUBLIC_URL, QUNCE_TRUST_PROXY, QUNCE_SMTP_URL, QUNCE_MAIL_FROM,
 * QUNCE_BASEMAP_…, QUNCE_MQTT_…) and from `sign-in.json` in the data folder (`{ "oidc": [{ "id", "name", "discoveryUrl", "clientId", "clientSecret" }] }`, mode 0600: it holds a secret).
 * @throws Refusal settings_invalid
 */
export function readSettings(dataFolder: string, env: NodeJS.ProcessEnv = process.env): Settings {
  const publicUrl = env.QUNCE_PUBLIC_URL?.replace(/\/+$/, '')
  if (publicUrl && !/^https?:\/\/[^/]+$/.test(publicUrl)) {
    throw invalid('QUNCE_PUBLIC_URL', `must be an address without a path, got ${publicUrl}`)
  }
  const trustProxy = env.QUNCE_TRUST_PROXY
  const mail = readMail(env, publicUrl)
  const baseMap = readBaseMap(env)
  const mqtt = readMqtt(env)
  return {
    ...(publicUrl ? { publicUrl } : {}),
    ...(trustProxy ? { trustProxy } : {}),
    ...(mail ? { mail } : {}),
    ...(baseMap ? { baseMap } : {}),
    ...(mqtt ? { mqtt } : {}),
    oidc: readProviders(dataFolder),
  }
}

/** The address of the mail server may hold a password: a refusal names the setting, never its value. */
function readMail(env: NodeJS.ProcessEnv, publicUrl: string | undefined): MailSettings | null {
  const { QUNCE_SMTP_URL: smtpUrl, QUNCE_MAIL_FROM: from } = env
  if (!smtpUrl) return null
  if (!/^smtps?:\/\/\S+$/.test(smtpUrl)) throw invalid('QUNCE_SMTP_URL', 'must be smtp://… or smtps://…')
  if (!from?.includes('@')) throw invalid('QUNCE_MAIL_FROM', 'must be the address that mail comes from')
  if (!publicUrl) throw invalid('QUNCE_PUBLIC_URL', 'is needed for the links in mails')
  return { smtpUrl, from, publicUrl }
}

/** The address of the broker may hold a password: a refusal names the setting, never its value. */
function readMqtt(env: NodeJS.ProcessEnv): MqttSettings | null {
  const { QUNCE_MQTT_URL: url, QUNCE_MQTT_USER: user } = env
  const { QUNCE_MQTT_TOPIC: base = 'qunce/observations', QUNCE_MQTT_CLIENT: clientId = 'qunce' } = env
  if (!url) return null
  if (!/^(?:mqtts?|wss?):\/\/\S+$/.test(url)) throw invalid('QUNCE_MQTT_URL', 'must be mqtt://… or mqtts://…')
  if (!user?.includes('@'))
    throw invalid('QUNCE_MQTT_USER', 'must be the e-mail of the user who signs for what is published')
  if (!/^[^\s+#/]+(?:\/[^\s+#/]+)*$/.test(base)) throw invalid('QUNCE_MQTT_TOPIC', 'must be a topic without + and #')
  return { url, user, base, clientId }
}

function readProviders(dataFolder: string): OidcProvider[] {
  const file = join(dataFolder, 'sign-in.json')
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
  const schema = Type.Object({ oidc: Type.Array(Provider) }, { additionalProperties: false })
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw invalid(file, 'is not JSON')
  }
  if (Value.Check(schema, value)) return value.oidc
  const [first] = Value.Errors(schema, value)
  throw invalid(file, first ? `${first.instancePath} ${first.message}` : 'has another shape than expected')
}

function invalid(where: string, found: string): Refusal {
  return new Refusal('invalid', 'settings_invalid', `The setting ${where} ${found}.`, { where, found })
}
