/** A ladder as plans describe it: a start for a cluster's own, which names its hosts itself. */
export interface LadderPreset {
  key: string
  name: string
  /** The words of the plan that it follows. */
  source: string
  tiers: readonly {
    name: string
    /** Working days; null: the top, nothing rises from there. Terms are proposals, the plans name none. */
    answerDays: number | null
    rotation: 'none' | 'meeting' | 'year'
  }[]
}

/** The three ladders that the plans of city clusters know. */
export const LADDER_PRESETS: readonly LadderPreset[] = [
  {
    key: 'departments',
    name: '部门专题组—秘书长协调—行政首长联席会议',
    source: '省级协调:重点合作专题小组、政府秘书长协调制度、省际联席会议(主要领导轮流召集)',
    tiers: [
      { name: '部门专题组', answerDays: 10, rotation: 'none' },
      { name: '秘书长协调会议', answerDays: 15, rotation: 'none' },
      { name: '行政首长联席会议', answerDays: null, rotation: 'meeting' },
    ],
  },
  {
    key: 'ministries',
    name: '省(区)部际协商',
    source: '提请行政首长联席会议审议的重大事项组织申报和筛选;省(区)部际协商会议解决跨区域合作事项',
    tiers: [
      { name: '行政首长联席会议秘书处', answerDays: 10, rotation: 'none' },
      { name: '行政首长联席会议', answerDays: 30, rotation: 'year' },
      { name: '省(区)部际协商会议', answerDays: null, rotation: 'none' },
    ],
  },
  {
    key: 'cities',
    name: '城市经济协调会—省联席会议—国家',
    source: '城市互动:城市经济协调会;省际联席会议;国家协调和指导(部际联席会议)',
    tiers: [
      { name: '城市经济协调会', answerDays: 15, rotation: 'year' },
      { name: '省联席会议', answerDays: 20, rotation: 'meeting' },
      { name: '国家部际联席会议', answerDays: null, rotation: 'none' },
    ],
  },
]
