import { CONFLICT_WORDS } from '../conflicts/exports.ts'
import type { Kind } from '../kinds.ts'

export const CONFLICT_RULE_WORDS: Readonly<Record<string, string>> = CONFLICT_WORDS.rules

/** Words of the note and the downloads; a test holds them against those of the page. */
export const SITING_WORDS = {
  verdicts: { no: '不可行', condition: '附条件可行', unknown: '依据不足', yes: '可行' },
  permits: { no: '禁止', condition: '有条件', yes: '允许' },
  confidences: { official: '官方文本', two: '两处来源', one: '一处来源', own: '待核实' },
} as const

export const KIND_WORDS: Readonly<Record<Kind, string>> = {
  urban_space: '城镇空间',
  agricultural_space: '农业空间',
  ecological_space: '生态空间',
  urban_boundary: '城镇开发边界',
  permanent_farmland: '永久基本农田',
  ecological_red_line: '生态保护红线',
  sea_zone: '海洋功能区',
  coastline: '岸线',
  nature_reserve: '自然保护地',
  water_source: '饮用水水源保护区',
  infrastructure: '基础设施',
  station: '站点',
  project_site: '项目用地',
}

export const CLASS_WORDS: Readonly<Record<string, string>> = {
  concentrated: '城镇集中建设区',
  flexible: '城镇弹性发展区',
  special_purpose: '特别用途区',
  core: '核心区',
  general: '一般区',
  fishery: '农渔业区',
  port: '港口航运区',
  industry_town: '工业与城镇用海区',
  mineral_energy: '矿产与能源区',
  tourism: '旅游休闲娱乐区',
  marine_protection: '海洋保护区',
  special_use: '特殊利用区',
  reserved: '保留区',
  natural: '自然岸线',
  restored: '修复岸线',
  artificial: '人工岸线',
  grade_one: '一级保护区',
  grade_two: '二级保护区',
  quasi: '准保护区',
  road: '公路',
  railway: '铁路',
  airport: '机场',
  energy: '能源',
  water: '水利',
  pipeline: '管线',
}
