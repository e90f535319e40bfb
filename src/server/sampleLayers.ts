import type { Kind } from '../blueprint/index.ts'
import type { FeatureEdit } from '../blueprint/schemas.ts'
import type { Trx } from '../platform/database/index.ts'
import {
  blob,
  block,
  type Cell,
  chance,
  coastPieces,
  height,
  highest,
  insideOf,
  joined,
  landCells,
  seaCells,
} from './sampleTerritory.ts'

type Drawn = Omit<FeatureEdit, 'validFrom' | 'validTo'>

/** A layer as it is first drawn, and what a later review put into it. */
export interface SampleLayer {
  kind: Kind
  name: string
  features: Drawn[]
  review?: { put: Drawn[] }
}

/** The spaces cover the whole of their jurisdiction, or the check would find gaps. */
const PROVINCE = ['450000']
const COASTAL = ['450500', '450600', '450700']
const COAST_BOX = [108.06, 21.3, 109.9, 22.02] as const
const SEA_BOX = [108.1, 20.75, 109.85, 21.95] as const
/** Shares of the three spaces in the sample's plan. */
const ECOLOGICAL = 0.485
const URBAN = 0.107
/** Seats of some cities, about: what is near them is town. */
const SEATS = [
  [108.37, 22.82],
  [109.12, 21.48],
  [108.35, 21.69],
  [108.65, 21.97],
  [110.15, 22.63],
  [107.36, 22.4],
  [108.63, 21.75],
  [109.42, 24.32],
  [110.29, 25.27],
  [106.62, 23.9],
  [111.3, 23.48],
  [109.6, 23.1],
] as const

/** All layers of the sample, the same every time. */
export async function drawTerritory(trx: Trx): Promise<SampleLayer[]> {
  const cells = await landCells(trx, PROVINCE, 0.15)
  const wild = ({ x, y }: Cell) => height([x, y], 0.9, 5) + 0.5 * height([x, y], 0.35, 6)
  const town = ({ x, y }: Cell) =>
    Math.max(...SEATS.map(([lng, lat]) => 1 - Math.hypot(x - lng, y - lat) / 0.6)) + 0.35 * height([x, y], 0.2, 8)
  const [urban, rest] = highest(cells, town, URBAN)
  const [ecological, agricultural] = highest(rest, wild, ECOLOGICAL / (1 - URBAN))
  const [inner] = highest(urban, town, 0.8)
  const [red] = highest(ecological, wild, 0.62)
  const [farm] = highest(agricultural, ({ x, y }) => height([x, y], 0.5, 9), 0.55)
  const shapes = {
    urban: await joined(trx, urban),
    ecological: await joined(trx, ecological),
    agricultural: await joined(trx, agricultural),
    inner: await joined(trx, inner),
    red: await joined(trx, red),
    farm: await joined(trx, farm),
  }
  const inRed = await insideOf(trx, shapes.red[0] ?? '')
  const inFarm = await insideOf(trx, shapes.farm[0] ?? '')
  const inOtherRed = await insideOf(trx, shapes.red[1] ?? shapes.red[0] ?? '')
  const boundaries = areas('UB', '城镇开发边界', shapes.inner, (n) => (n < 8 ? 'concentrated' : 'flexible'))
  return [
    { kind: 'urban_space', name: '广西城镇空间（示例）', features: areas('US', '城镇空间', shapes.urban) },
    {
      kind: 'agricultural_space',
      name: '广西农业空间（示例）',
      features: areas('AS', '农业空间', shapes.agricultural),
    },
    {
      kind: 'ecological_space',
      name: '广西生态空间（示例）',
      features: areas('ES', '生态空间', shapes.ecological),
    },
    {
      kind: 'urban_boundary',
      name: '广西城镇开发边界（示例）',
      // Three conflicts are planted: with the red line, with farmland, and (in the red line) a sliver.
      features: [
        ...boundaries,
        area('UB-P1', '滨海产业园（示例）', 'flexible', block(inRed, 0.03, 0.02)),
        area('UB-P2', '临港开发区二期（示例）', 'concentrated', block(inFarm, 0.024, 0.018)),
      ],
      review: { put: [area('UB-P3', '空港新城（示例）', 'special_purpose', block(inOtherRed, 0.02, 0.016))] },
    },
    {
      kind: 'permanent_farmland',
      name: '广西永久基本农田（示例）',
      features: areas('PF', '永久基本农田', shapes.farm),
    },
    {
      kind: 'ecological_red_line',
      name: '广西生态保护红线（示例）',
      features: [
        ...areas('RL', '生态保护红线', shapes.red, (n) => (n % 3 === 0 ? 'core' : 'general')),
        area('RL-P1', '河岸生态带（示例）', 'general', block([inFarm[0], inFarm[1] - 0.02], 0.04, 0.00001)),
      ],
    },
    ...(await sea(trx)),
    ...built(),
  ]
}

async function sea(trx: Trx): Promise<SampleLayer[]> {
  const classes = ['fishery', 'port', 'tourism', 'marine_protection', 'reserved', 'industry_town'] as const
  const cells = await seaCells(trx, SEA_BOX, 0.11)
  const byClass = Map.groupBy(cells, ({ x, y }) => {
    const value =
      height([x, y], 0.4, 31) * 0.75 + (y > 21.4 ? 0.25 : 0) * chance(Math.round(x * 20), Math.round(y * 20), 3)
    return classes[Math.min(classes.length - 1, Math.floor(value * classes.length))] ?? 'reserved'
  })
  const features: Drawn[] = []
  for (const name of classes) {
    const shapes = await joined(trx, byClass.get(name) ?? [])
    features.push(...areas(`SZ-${name}`, '海洋功能区', shapes, () => name))
  }
  const pieces = await coastPieces(trx, COASTAL, COAST_BOX, 0.05)
  const coast = pieces.map<Drawn>((shape, place) => {
    const value = chance(place, 7, 41)
    return {
      key: `CL-${number(place)}`,
      name: `示例岸段${place + 1}`,
      class: value < 0.39 ? 'natural' : value < 0.46 ? 'restored' : 'artificial',
      geometry: JSON.parse(shape),
    }
  })
  const restored = coast.filter((one, place) => one.class === 'artificial' && place % 9 === 0)
  return [
    { kind: 'sea_zone', name: '广西海洋功能区（示例）', features },
    {
      kind: 'coastline',
      name: '广西大陆岸线（示例）',
      features: coast,
      review: { put: restored.map((one) => ({ ...one, class: 'restored' })) },
    },
  ]
}

function built(): SampleLayer[] {
  const reserves = [
    [109.76, 21.53, 0.05],
    [108.21, 21.6, 0.045],
    [107.95, 21.85, 0.11],
    [109.05, 22.3, 0.07],
  ] as const
  const waters = [
    [108.55, 22.35, 0.06],
    [109.45, 22.05, 0.05],
    [110.0, 22.3, 0.045],
  ] as const
  const rings = (place: readonly [number, number, number], radii: readonly number[], seed: number) =>
    radii.map((part, order) => {
      const outer = blob([place[0], place[1]], place[2] * part, seed)
      const within = radii[order - 1]
      return within === undefined
        ? [outer]
        : [outer, [...blob([place[0], place[1]], place[2] * within, seed)].reverse()]
    })
  const line = (key: string, name: string, of: string, coordinates: (readonly number[])[]): Drawn => ({
    ...{ key, name, class: of },
    geometry: { type: 'LineString', coordinates },
  })
  return [
    {
      kind: 'nature_reserve',
      name: '自然保护地（示例）',
      features: reserves.flatMap((place, order) =>
        rings(place, [0.5, 1], 60 + order).map((coordinates, zone) => ({
          ...{
            key: `NR-${number(order)}-${zone + 1}`,
            name: `示例自然保护区${order + 1}`,
            class: zone === 0 ? 'core' : 'general',
          },
          geometry: { type: 'Polygon', coordinates },
        })),
      ),
    },
    {
      kind: 'water_source',
      name: '饮用水水源保护区（示例）',
      features: waters.flatMap((place, order) =>
        rings(place, [0.35, 0.7, 1], 80 + order).map((coordinates, grade) => ({
          ...{ key: `WS-${number(order)}-${grade + 1}`, name: `示例水库${order + 1}水源保护区` },
          class: ['grade_one', 'grade_two', 'quasi'][grade] ?? 'quasi',
          geometry: { type: 'Polygon', coordinates },
        })),
      ),
    },
    {
      kind: 'infrastructure',
      name: '重大基础设施（示例）',
      features: [
        line('IN-1', '沿海铁路（示例）', 'railway', [
          [108.37, 22.82],
          [108.6, 22.3],
          [108.66, 21.98],
          [109.0, 21.8],
          [109.15, 21.52],
        ]),
        line('IN-2', '沿海公路（示例）', 'road', [
          [108.05, 21.6],
          [108.36, 21.68],
          [108.63, 21.85],
          [109.2, 21.72],
          [109.75, 21.68],
        ]),
        line('IN-3', '天然气管线（示例）', 'pipeline', [
          [109.12, 21.55],
          [109.5, 22.0],
          [110.15, 22.6],
        ]),
        { key: 'IN-4', name: '示例港区', class: 'port', geometry: { type: 'Point', coordinates: [108.62, 21.7] } },
      ],
    },
    {
      kind: 'station',
      name: '监测站点（示例）',
      features: SEATS.map(([lng, lat], order) => ({
        ...{ key: `ST-${number(order)}`, name: `示例监测站${order + 1}` },
        geometry: { type: 'Point', coordinates: [lng + 0.02, lat - 0.015] },
      })),
    },
    {
      kind: 'project_site',
      name: '重大项目用地（示例）',
      features: [
        area('PS-1', '自动化码头（示例）', null, block([108.6, 21.74], 0.05, 0.03)),
        area('PS-2', '污水处理厂（示例）', null, block([109.2, 21.62], 0.02, 0.015)),
        area('PS-3', '抽水蓄能电站（示例）', null, block([109.04, 22.31], 0.03, 0.03)),
      ],
    },
  ]
}

const number = (place: number) => String(place + 1).padStart(3, '0')

function areas(prefix: string, name: string, shapes: readonly string[], of?: (place: number) => string): Drawn[] {
  return shapes.map((shape, place) => ({
    ...{ key: `${prefix}-${number(place)}`, name: `${name}${place + 1}片（示例）` },
    ...(of ? { class: of(place) } : {}),
    geometry: JSON.parse(shape),
  }))
}

function area(key: string, name: string, of: string | null, ring: (readonly number[])[]): Drawn {
  return { ...{ key, name, class: of }, geometry: { type: 'Polygon', coordinates: [ring] } }
}
