/**
 * Fields of government work (领域) and words that speak of them, as plans of every province use them. Two provisions
 * about one field may share no other word: 调水、蓄水 and 水库、灌区 are both 水利.
 */
const FIELDS: Readonly<Record<string, string>> = {
  铁路: '铁路 高铁 城际 轨道交通 地铁 班列 电气化 电化 复线',
  公路: '公路 国道 省道 国省干线 道路 桥梁 隧道 客运站',
  水运: '港口 码头 航道 泊位 锚地 水运 航运 港航 港区 集疏运 船闸',
  航空: '机场 航线 航班 航空 空港 跑道 航站楼',
  枢纽: '枢纽 换乘 联运 客运 货运 运输服务 公交',
  信息: '信息 网络 光缆 数据 云计算 宽带 互联网 移动通信 5g 无线 智慧 数字',
  水利: '水库 灌区 调水 引水 蓄水 供水 水利 水资源 节水 取用水 防洪 排涝 水源 饮用水 海绵 堤防 河道',
  能源: '能源 核电 火电 风电 水电 光伏 天然气 石油 电网 电力 煤炭 成品油 油气 充电 储能',
  防灾: '灾害 防灾 减灾 抗震 地震 气象 消防 应急 避难 预警 救灾',
  生态: '生态 自然保护 保护区 红树林 湿地 水源涵养 生物多样性 森林 防护林 荒漠化 石漠化 水土流失 屏障 廊道 绿化',
  海洋: '海洋 海岸 岸线 海域 近岸 围填海 海岛 海湾 入海 渔港',
  污染: '污染 排放 废物 垃圾 污水 大气 水质 治理 环评 环境监测 土壤 噪声 清洁生产',
  空间: '主体功能区 空间规划 多规合一 基本农田 生态红线 开发边界 国土空间 用途管制',
  城市: '城市 城镇 新区 小镇 县城 同城化 都市区 都市圈 宜居 街区 城区 社区',
  口岸: '口岸 边境 沿边 跨境 边贸 通关 海关 检验检疫',
  产业: '产业 集群 园区 工业 制造 装备 石化 冶金 钢铁 有色金属 食品 建材',
  新兴产业: '电子信息 新能源 生物医药 新材料 高端装备 新一代 战略性新兴 人工智能',
  服务业: '服务业 物流 会展 展会 商贸 健康产业 养生 养老 家政',
  旅游: '旅游 景区 度假 精品线路 乡村游 滨海游 邮轮',
  农业: '农业 农产品 粮食 水果 蔬菜 畜牧 渔业 农民 农村 种植 养殖 耕地',
  军民融合: '军民 国防 卫星 导航 军工',
  科技: '科技 创新 研发 技术转移 科研 实验室 成果转化 专利',
  创业: '创业 众创 双创 孵化 返乡 创客',
  人才: '人才 人力资源 就业 培训 职业资格 劳动力 技能',
  贸易: '贸易 进出口 出口 进口 外资 外商 电子商务 经贸 投资 招商',
  金融: '金融 货币 人民币 保险 融资 银行 资本 基金 债券 外汇 信贷',
  开放: '开放 东盟 一带一路 丝绸之路 博览会 试验区 保税 自贸区 自由贸易',
  区域合作: '珠三角 长三角 京津冀 粤港澳 西南 中南 华南 港澳 台湾 长江 泛珠三角 成渝',
  扶贫: '扶贫 贫困 欠发达 革命老区 连片特困 对口帮扶 乡村振兴',
  教育: '教育 大学 高校 职业教育 教师 院校 学校 办学',
  医疗: '医疗 卫生 疫情 诊疗 医院 健康 医师',
  社会保障: '社保 社会保障 就医 医保 救助 养老保险 社会保险',
  文化: '文化 体育 博物馆 图书馆 文物 演出 历史 遗产',
  市场: '市场准入 负面清单 信用 监管 市场秩序 产权交易 公平竞争 侵权 知识产权',
  机制: '联席会议 合作机制 协调机制 利益共享 补偿 推进机构 实施主体 组织领导 责任分工',
  财政: '财政 预算 资金 支出 用地 土地保障',
  评估: '评估 督促检查 考核 监测评估 跟踪分析 督查',
  宣传: '宣传 舆论 报道 公众 社会参与',
  治安: '警务 违法犯罪 食品药品 执法 走私 安全生产',
  户籍: '户籍 落户 户口 迁移 身份证 市民化',
}

/** Names of the fields; a field is its index in this list. */
export const FIELD_NAMES: readonly string[] = Object.keys(FIELDS)

const WORDS_BY_FIRST = new Map<number, { word: string; field: number }[]>()
for (const [field, words] of Object.values(FIELDS).entries()) {
  for (const word of words.split(' ')) {
    const known = WORDS_BY_FIRST.get(word.charCodeAt(0))
    if (known) known.push({ word, field })
    else WORDS_BY_FIRST.set(word.charCodeAt(0), [{ word, field }])
  }
}

/** How much a text speaks of each field: for each of the field's words the logarithm of how often it stands there. */
export function fieldsIn(text: string): Float64Array {
  const counts = new Map<string, { field: number; times: number }>()
  for (let at = 0; at < text.length; at++) {
    for (const { word, field } of WORDS_BY_FIRST.get(text.charCodeAt(at)) ?? []) {
      if (!text.startsWith(word, at)) continue
      const known = counts.get(word)
      if (known) known.times++
      else counts.set(word, { field, times: 1 })
    }
  }
  const found = new Float64Array(FIELD_NAMES.length)
  for (const { field, times } of counts.values()) found[field] = (found[field] as number) + Math.log1p(times)
  return found
}
