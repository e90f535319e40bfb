import { rankedTotal } from '../scores/index.ts'
import { EXTRAS, SHARES } from '../scores/rules/score.ts'
import { GRADE_WORDS, type Sheet } from './annexSheet.ts'
import type { EvaluationFacts } from './evaluationFacts.ts'
import { CLASS_WORDS, ELEMENT_WORDS } from './rules/projects.ts'

const numberOf = (text: string | null) => (text === null ? null : Number(text))

/** The projects behind the figures: a row for each place on a year's list, one for a project on none. */
export function projectSheets({ projects }: EvaluationFacts, origin: string): Sheet[] {
  return [
    {
      name: '项目',
      columns: [
        ['项目', 40],
        ['项目代码', 26],
        ['现类别', 10],
        ['责任单位', 28],
        ['地区', 12],
        ['总投资（万元）', 14],
        ['清单年度', 10],
        ['清单类别', 10],
        ['年度计划（万元）', 14],
        ['完成投资（万元）', 14],
        ['截至月份', 10],
        ['来源', 30],
        ['佐证等级', 10],
        ['地址', 50],
      ],
      rows: projects.flatMap((one) =>
        (one.listed.length > 0 ? one.listed : [null]).map((row) => [
          one.name,
          one.code,
          CLASS_WORDS[one.class],
          one.unit,
          one.place,
          one.totalWan,
          row?.year ?? null,
          row ? CLASS_WORDS[row.class] : null,
          row?.plannedWan ?? null,
          row?.investedWan ?? null,
          row?.month ?? null,
          row?.source ?? null,
          row?.grade ? GRADE_WORDS[row.grade] : null,
          `${origin}/projects/${one.id}`,
        ]),
      ),
    },
    {
      name: '项目要素',
      columns: [
        ['项目', 40],
        ['要素', 16],
        ['需求', 14],
        ['已落实', 14],
        ['地址', 50],
      ],
      rows: projects.flatMap((one) =>
        one.elements.map(({ kind, needed, granted }) => [
          one.name,
          ELEMENT_WORDS[kind],
          numberOf(needed),
          numberOf(granted),
          `${origin}/projects/${one.id}`,
        ]),
      ),
    },
  ]
}

/** Scores of units with their parts; a part with nothing to judge is an empty cell. */
export function scoreSheets({ scores, year }: EvaluationFacts, origin: string): Sheet[] {
  const parts = [...SHARES, ...EXTRAS]
  return [
    {
      name: '考核',
      columns: [
        ['单位', 36],
        ['得分', 10],
        ['可评分值', 10],
        ['按时报送', 12],
        ['任务推进', 12],
        ['佐证质量', 12],
        ['退回', 10],
        ['存疑', 10],
        ['提前销号', 10],
        ['规则版本', 10],
        ['地址', 60],
      ],
      rows: (scores?.items ?? []).map((one) => [
        one.name,
        rankedTotal(one),
        one.judged,
        ...parts.map((part) => {
          const points = one.parts.find((each) => each.part === part)?.points ?? null
          return points === null ? null : Math.round(points * 100) / 100
        }),
        scores?.rule.version ?? null,
        `${origin}/scores?period=${year}&unit=${one.id}`,
      ]),
    },
  ]
}
