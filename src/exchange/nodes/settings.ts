import { chmodSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { nodeRefusals as refusals } from './refusals.ts'
import { NODE_CODE } from './rules/event.ts'

const closed = { additionalProperties: false }
const Address = Type.Object(
  { host: Type.String({ minLength: 1 }), port: Type.Integer({ minimum: 1, maximum: 65_535 }) },
  closed,
)
const Settings = Type.Object(
  {
    code: Type.String({ pattern: NODE_CODE.source }),
    role: Type.Enum(['region', 'member']),
    /** Where this node's NATS server takes its own process: on this machine only. */
    client: Address,
    /** At the region: where its NATS server takes members. */
    leaf: Type.Optional(Address),
    /** At the region: as what members reach it, `host:port`. */
    reachedAt: Type.Optional(Type.String({ pattern: '^[^\\s/]+:[0-9]{1,5}$' })),
    /** Lets this node's own process into its own NATS server. */
    password: Type.String({ minLength: 20 }),
    /** What one sender may fill of this node's database, where it is not rules/bounds.ts. */
    bounds: Type.Optional(
      Type.Object(
        {
          factsOfAKind: Type.Optional(Type.Integer({ minimum: 1000 })),
          bytes: Type.Optional(Type.Integer({ minimum: 1_000_000 })),
        },
        closed,
      ),
    ),
    tls: Type.Optional(
      Type.Object({ certificate: Type.String(), key: Type.String(), authority: Type.Optional(Type.String()) }, closed),
    ),
    /** At a member that has joined. */
    region: Type.Optional(
      Type.Object(
        {
          code: Type.String({ pattern: NODE_CODE.source }),
          address: Type.String({ pattern: '^[^\\s/]+:[0-9]{1,5}$' }),
          password: Type.String({ minLength: 20 }),
          tls: Type.Optional(Type.Object({ authority: Type.Optional(Type.String()) }, closed)),
        },
        closed,
      ),
    ),
  },
  closed,
)

/** How this node and its NATS server reach each other and the region; kept beside the database, because it has secrets. */
export type NodeSettings = Static<typeof Settings>

const pathOf = (dataFolder: string) => join(dataFolder, 'node.json')

/** @returns null: this installation is no node @throws Refusal node_settings_damaged */
export function readNodeSettings(dataFolder: string): NodeSettings | null {
  const path = pathOf(dataFolder)
  if (!existsSync(path)) return null
  try {
    const settings: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (Value.Check(Settings, settings)) return settings
  } catch {
    // Said below.
  }
  throw refusals.settingsDamaged(path)
}

/** Written as a whole or not at all, for its owner's eyes. */
export function writeNodeSettings(dataFolder: string, settings: NodeSettings): void {
  const path = pathOf(dataFolder)
  writeFileSync(`${path}.new`, `${JSON.stringify(settings, null, 2)}\n`, { mode: 0o600, flush: true })
  chmodSync(`${path}.new`, 0o600)
  renameSync(`${path}.new`, path)
}
