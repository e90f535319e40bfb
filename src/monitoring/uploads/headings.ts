import { findParameter, PARAMETERS } from '../standards/parameters/catalogue.ts'
import type { Parameter } from '../standards/parameters/types.ts'

export type Field = 'station' | 'time' | 'parameter' | 'value' | 'unit'

/** What the columns of tables of manual monitoring are called. */
const HEADINGS: Readonly<Record<Field, readonly string[]>> = {
  station: [
    ...['站点编码', '站点代码', '站点编号', '断面编码', '断面代码', '断面编号', '测站编码', '点位编码'],
    ...[
      '站点',
      '断面',
      '测站',
      '点位',
      '站点名称',
      '断面名称',
      '测站名称',
      '点位名称',
      'station',
      'stationcode',
      'site',
    ],
  ],
  time: [
    ...['监测时间', '采样时间', '采样日期', '监测日期', '日期', '时间', '年月', '月份', '监测月份'],
    ...['time', 'date', 'datetime', 'phenomenontime', 'timestamp'],
  ],
  parameter: ['监测项目', '项目', '指标', '监测指标', '因子', '监测因子', '项目代码', 'parameter', 'item'],
  value: ['监测值', '数值', '结果', '监测结果', '浓度', '值', '测定值', 'value', 'result'],
  unit: ['单位', '计量单位', 'unit', 'units'],
}
const ALIASES: Readonly<Record<string, string>> = {
  ph: 'ph',
  do: 'dissolvedOxygen',
  cod: 'cod',
  codcr: 'cod',
  codmn: 'permanganateIndex',
  高锰酸盐: 'permanganateIndex',
  bod5: 'bod5',
  'nh3-n': 'ammoniaNitrogen',
  tp: 'totalPhosphorus',
  tn: 'totalNitrogen',
  水温: 'waterTemperature',
}

const fold = (text: string) => text.normalize('NFKC').trim().toLowerCase().replaceAll(/[\s_]/g, '')
const FIELD_OF = new Map(
  Object.entries(HEADINGS).flatMap(([field, words]) => words.map((word) => [fold(word), field as Field])),
)
const NAMED = new Map<string, Parameter>()
for (const parameter of PARAMETERS)
  for (const name of [parameter.zh, parameter.en, parameter.code]) NAMED.set(fold(name), parameter)
for (const [name, code] of Object.entries(ALIASES)) {
  const parameter = findParameter(code)
  if (parameter && !NAMED.has(fold(name))) NAMED.set(fold(name), parameter)
}

/** The parameter that a table calls so: by its Chinese or English name, its code, that of HJ 525, or as laboratories do. */
export const parameterNamed = (name: string): Parameter | undefined =>
  NAMED.get(fold(name)) ?? findParameter(name.trim())

/** How a table is to be read: which column holds what. */
export interface Layout {
  station: number
  time: number
  /** One row a value … */
  long: { parameter: number; value: number; unit: number } | null
  /** … or one column a parameter. */
  wide: { column: number; parameter: Parameter; unit: string }[]
  headings: string[]
}

const UNIT_BEHIND = /^(.*?)\s*[(（[]([^()（）[\]]*)[)）\]]\s*$/

/**
 * The layout that headings say; null where they head no such table. A heading with a unit behind it (`氨氮(mg/L)`) is a
 * column of that parameter.
 */
export function layoutOf(headings: readonly string[]): { layout: Layout } | { twice: string } | null {
  const fields = new Map<Field, number>()
  const wide: Layout['wide'] = []
  for (const [column, heading] of headings.entries()) {
    const field = FIELD_OF.get(fold(heading))
    if (field) {
      // 站点编码 beside 站点名称: the code, which stands for one station alone.
      if (fields.has(field) && field !== 'station') return { twice: heading }
      const better = field !== 'station' || !fields.has(field) || /[编代][码号]|code/.test(heading)
      if (better) fields.set(field, column)
      continue
    }
    const [, name = heading, unit = ''] = UNIT_BEHIND.exec(heading) ?? []
    const parameter = parameterNamed(heading) ?? parameterNamed(name)
    if (!parameter) continue
    if (wide.some((one) => one.parameter === parameter)) return { twice: heading }
    wide.push({ column, parameter, unit: parameterNamed(heading) ? '' : unit })
  }
  const [station, time] = [fields.get('station'), fields.get('time')]
  if (station === undefined || time === undefined) return null
  const [parameter, value] = [fields.get('parameter'), fields.get('value')]
  const head = { station, time, headings: [...headings] }
  if (parameter !== undefined && value !== undefined)
    return { layout: { ...head, long: { parameter, value, unit: fields.get('unit') ?? -1 }, wide: [] } }
  return wide.length > 0 ? { layout: { ...head, long: null, wide } } : null
}
