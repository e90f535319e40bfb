import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { nullable, nullableText } from '../platform/http/index.ts'
import { Refusal } from '../platform/refusal.ts'

/** A tile service below the blueprint. Without one our own outlines are the base map, and nothing is asked elsewhere. */
export const BaseMap = Type.Object({
  tiles: Type.Array(Type.String(), { description: 'from bottom to top; {z}, {x}, {y} stand for the tile' }),
  tileSize: Type.Integer(),
  maxZoom: Type.Integer(),
  attribution: Type.String(),
  approval: nullableText({ description: '审图号' }),
})
export type BaseMap = Static<typeof BaseMap>

/** What WMTS calls the parts of a tile's address, and what XYZ does. */
const PARTS = { TileMatrix: 'z', TileCol: 'x', TileRow: 'y' } as const
/** Services deliver about so deep; beyond it the last tile is drawn larger. */
const USUAL_DEPTH = 18

/**
 * The tile service from the environment: QUNCE_BASEMAP_URL (one template, or several from bottom to top, with blanks
 * between them), QUNCE_BASEMAP_ATTRIBUTION, QUNCE_BASEMAP_APPROVAL (审图号), QUNCE_BASEMAP_MAX_ZOOM, QUNCE_BASEMAP_TILE_SIZE.
 * A template may hold a token: a refusal names the setting, never its value.
 * @throws Refusal settings_invalid
 */
export function readBaseMap(env: NodeJS.ProcessEnv): BaseMap | null {
  const said = env.QUNCE_BASEMAP_URL?.trim()
  if (!said) return null
  const attribution = env.QUNCE_BASEMAP_ATTRIBUTION?.trim()
  if (!attribution) throw invalid('QUNCE_BASEMAP_ATTRIBUTION', 'must say whose map it is')
  return {
    tiles: said.split(/\s+/).map(templateOf),
    tileSize: numberOf(env, 'QUNCE_BASEMAP_TILE_SIZE', 256, [256, 512]),
    maxZoom: numberOf(
      env,
      'QUNCE_BASEMAP_MAX_ZOOM',
      USUAL_DEPTH,
      Array.from({ length: 23 }, (_, zoom) => zoom),
    ),
    attribution,
    approval: env.QUNCE_BASEMAP_APPROVAL?.trim() || null,
  }
}

/** Where the tiles come from: what the page's policy must let in, and nothing beside it. */
export const originsOf = ({ tiles }: BaseMap): string[] => [...new Set(tiles.map((tile) => new URL(tile).origin))]

function templateOf(said: string): string {
  const template = Object.entries(PARTS).reduce(
    (text, [wmts, xyz]) => text.replaceAll(new RegExp(`\\{${wmts}\\}`, 'gi'), `{${xyz}}`),
    said,
  )
  const where = 'QUNCE_BASEMAP_URL'
  let address: URL
  try {
    address = new URL(template)
  } catch {
    throw invalid(where, 'must be an address, https://host/{z}/{x}/{y}.png')
  }
  if (!/^https?:$/.test(address.protocol)) throw invalid(where, 'must begin with https:// or http://')
  if (/[{}]|%7B/i.test(address.host)) throw invalid(where, 'must name one host: {s} and the like are not taken')
  if (address.username || address.password) throw invalid(where, 'must not hold a user and a password')
  const parts = [...template.matchAll(/\{([^}]*)\}/g)].map(([, part]) => part)
  if ([...parts].sort().join(' ') !== 'x y z')
    throw invalid(where, 'must hold {z}, {x} and {y} (or {TileMatrix}, {TileCol}, {TileRow}), each once, and no others')
  if (/tilematrixset=c\b|_c\/wmts/i.test(template))
    throw invalid(where, 'must be in Web Mercator (天地图: the services that end in _w)')
  return template
}

function numberOf(env: NodeJS.ProcessEnv, name: string, usual: number, allowed: readonly number[]): number {
  const said = env[name]?.trim()
  if (!said) return usual
  if (!/^\d+$/.test(said) || !allowed.includes(Number(said)))
    throw invalid(
      name,
      `must be one of ${allowed.length > 3 ? `${allowed[0]} to ${allowed.at(-1)}` : allowed.join(', ')}`,
    )
  return Number(said)
}

const invalid = (where: string, found: string) =>
  new Refusal('invalid', 'settings_invalid', `The setting ${where} ${found}.`, { where, found })

/** The map page asks which tile service there is; a token in its address is for who may see the map only. */
export const baseMapRoutes: FastifyPluginAsyncTypebox<{ baseMap: BaseMap | null }> = async (app, { baseMap }) => {
  app.get(
    '/base-map',
    {
      config: { permission: 'blueprint.read', audit: 'none' },
      schema: {
        tags: ['blueprint'],
        summary: 'The tile service below the blueprint, where the installation has one',
        response: { 200: Type.Object({ baseMap: nullable(BaseMap) }) },
      },
    },
    async () => ({ baseMap }),
  )
}
