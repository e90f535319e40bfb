/**
 * The words from which Chinese governments make the names of their bodies. A name is
 * [level or jurisdiction] [party or government] [field of work] [head]: 省 + 发展改革 + 委, 南京市 + 交通运输 + 局.
 * The lists hold fields and heads, never whole names of one plan.
 */

/** Fields of work, full and short, of all levels and of the years before and after the reforms of 2018 and 2023. */
const FIELDS = `
发展和改革 发展改革 发展与改革 发改 发展计划 教育 教体 教育体育 科学技术 科技 科技创新 工业和信息化 工业信息化 经济和信息化 经济与信息化 经济信息化 经济信息 经济贸易
经贸 工信 经信 工信商务 科工信 工业 信息化 信息产业 民族宗教事务 民族宗教 民族事务 民族 宗教事务 宗教 民宗 民族和宗教 公安 国家安全 安全 民政 司法 司法行政 财政 财金
人力资源和社会保障 人力资源社会保障 人力资源与社会保障 人社 劳动 劳动和社会保障 人事 自然资源 自然资源和规划 规划和自然资源 规划自然资源 自然资源规划 规划与自然资源 自然资源和规划建设 国土资源 国土 国土房管
国土规划 生态环境 环境保护 环保 生态 住房和城乡建设 住房城乡建设 城乡住房建设 住房建设 住房和建设 住建 住房和城市建设 住房城市建设 城乡建设 城市建设 建设 建设交通 住房 住房保障 住房保障和房屋管理
住房和房屋管理 房屋管理 房管 房产 房产管理 房地产管理 房屋安全 交通运输 交通 交通港航 交通和城市管理 公路 公路事业发展 港航 港航事业发展 港口 港口管理 港务 航道 航务 航务管理 道路运输 运输
水利 水务 水利和湖泊 水利水务 水利水电 湖泊 河长 河长制 农业农村 农业 农牧 农牧业 农村 农工 农业委 农业和农村 农村工作 农林 农林水利 畜牧 畜牧兽医 畜牧业 农机 商务 商务和投资促进 商务粮食
招商 招商引资 投资促进 投资合作 投资促进和商务 投资 经济合作 经济协作 经济技术合作 合作交流 区域合作 对口支援 支援合作 文化和旅游 文化旅游 文旅 文化 文化广电 文化广电和旅游 文化广电旅游 文广旅 文广新
文化广电旅游体育 文化广播电视和旅游 文化和旅游体育 文体旅 文体旅游 文化体育旅游 文体 文化体育 文化体育和旅游 旅游和文化广电体育 旅游 旅游发展 旅游和文化 旅游文化 卫生健康 卫健 卫生和计划生育 卫生计生 卫计
卫生 健康 计划生育 计生 疾病预防控制 疾控 爱国卫生 爱卫 老龄 老龄工作 退役军人事务 退役军人 应急管理 应急 安全生产监督管理 安全监管 安监 安全生产 防灾减灾 减灾 抗震救灾 地震 防汛抗旱 防汛 三防 森林防火 森防 消防 消防救援
审计 外事 外事侨务 外侨 侨务 侨 港澳 港澳事务 台湾事务 台湾工作 台 对台 对外开放 对外联络 对外贸易 国有资产监督管理 国有资产管理 国有资产 国资监管 国资 国资和金融 市场监督管理 市场监管 工商行政管理 工商
质量技术监督 质量监督 质监 食品药品监督管理 食品药品监管 食药监 药品监督管理 药品监管 药监 食品安全 食安 知识产权 知识产权保护 版权 新闻出版 新闻出版广电 广播电视 广电 广播影视 电影 体育 统计 医疗保障 医保 医疗保险 机关事务管理 机关事务 机关事务服务
信访 信访工作 粮食和物资储备 粮食和储备 粮食物资储备 粮食 物资储备 粮食局和物资储备 储备 能源 煤炭 煤矿安全监察 矿山安全监察 国防科技工业 国防科工 军民融合 军民融合发展 军工 林业和草原 林草 林业 草原 园林 园林和林业 园林绿化 绿化和市容
绿化市容 绿化 市容 城市管理 城管 城市管理和综合执法 城市管理综合行政执法 城市管理行政执法 综合行政执法 综合执法 城市综合管理 城市运行 城市更新 城乡规划 城市规划 规划 规划资源 规划国土 规划建设 规划和国土资源 市政 市政园林 公用事业 公共事业 市政公用
地方金融监督管理 地方金融监管 地方金融管理 地方金融 金融监督管理 金融监管 金融发展 金融工作 金融服务 金融 银行保险监督管理 银行监管 证券监督管理 保险监督管理 银保监 银监 证监 保监 外汇管理 外汇 外管
大数据管理 大数据发展 大数据发展管理 大数据应用发展 大数据应用发展管理 大数据 大数据局 数据 数据管理 数据资源 数据资源管理 数据发展 数据和政务服务 政务数据 政务数据服务 政务服务和大数据 政务服务和大数据管理 政务服务和数据管理 政务服务和数字化建设 政务服务数据管理 政务服务 政务服务管理 政务公开 政务
数字经济 数字 数字化 数字政府 行政审批服务 行政审批 行政审批和政务信息 行政审批制度改革 审批服务 审批 公共资源交易 公共资源交易监督管理 公共资源 营商环境 营商环境建设 营商 优化营商环境 政府采购 信用 社会信用 社会信用体系建设 公积金 住房公积金
人民防空 人防 国防动员 双拥 口岸 口岸管理 口岸物流 口岸和物流 物流 电子口岸 自贸 自贸区 自由贸易试验区 海洋和渔业 海洋与渔业 海洋渔业 海洋 海洋发展 渔业 水产 海事 海警 打私 海防打私 海防 海上搜救 气象 测绘地理信息 测绘地信 测绘 地理信息 地质矿产 地质勘查 地勘 地矿 地质
税务 国家税务 国税 地税 地方税务 通信管理 通信 无线电管理 邮政管理 邮政 烟草专卖 烟草 盐务 民航 民用航空 民航发展 机场建设 机场 铁路 铁路建设 铁路监督管理 轨道交通 轨道 地铁 电力 能源监管 核安全 核应急 供销合作 供销 扶贫开发 扶贫 乡村振兴 脱贫攻坚 水库移民 移民 移民开发 移民工作 三峡 水文 南水北调
法制 法制工作 机构编制 编制 编 机要 机要和保密 保密 国家保密 密码管理 密码 档案 档案史志 党史 党史研究 地方志 史志 地方史志 文物 文化遗产 非遗 博物 图书 组织 宣传 统战 统一战线工作 政法 网信 网络安全和信息化 网络信息 互联网信息 政策研究 政研 研究 财经 改革 深化改革 全面深化改革 审改 体改 老干部 精神文明建设 文明 文明委 直属机关 社会工作 社会治理 综治 维稳
中医药管理 中医药 中医 食品和物资 参事 妇女儿童 残疾人 关工 青少年 人才 人才工作 人才服务 就业 就业服务 社会保险 社保 社会事务 社会事业 社会发展 社会组织 社会救助 慈善 红十字 新农村 节能 节能减排 循环经济 低碳 双碳 碳达峰 碳达峰碳中和 应对气候变化 气候 大气 水污染防治 污染防治 环委 生态文明建设 生态文明 河湖 河湖长制 流域 流域管理 长江 长江经济带 长江办 湾区 大湾区 都市圈 城市群 同城化 一体化 京津冀协同发展 协同发展 推进 重大项目 重点项目 重点工程 重点建设 项目 项目建设 项目推进
开放 开放合作 开发 开发区 开发建设 园区 园区管理 经济运行 民营经济 民营经济发展 中小企业 中小企业发展 非公经济 企业 企业服务 服务业 现代服务业 制造业 产业 产业发展 新型工业化 新型城镇化 城镇化 城乡统筹 城乡一体化 地名 区划 殡葬 国库 国土整治 土地储备 土地整理 土地 不动产登记 征收 征地 拆迁 造价 质量 标准化 计量 检验检测 检验检疫 出入境检验检疫 出入境 出入境边防 边防 边检 移民管理 国际商事 国际贸易 国际合作 贸易 贸促 国际经济 博览 会展 展览 接待 驻京 驻沪 新闻 文史 文学艺术 作家 记者 科学 社会科学 社科 农业科学 林业科学 环境科学 环境监测 环境 监测 监督 监察 监管 巡视 巡察 督查 督办 督促检查 绩效 考核 电网 供电 电力监管 自来水 供水 排水 水投 水务投资 燃气 公交 公共交通 城投 城市投资 城市建设投资 交投 交通投资 铁投 铁路投资 旅投 产投 产业投资 国投 文投 环投 农投 高速公路 高速 港口投资 机场管理 投资控股 控股 国有资本 能源投资 广播电视台 报业 出版 传媒 演艺 体育产业 担保 融资担保 再担保 创新 创新发展 双创 科创 实验室 高新技术 计算 信息 信息中心 电子政务 大数据中心 标准 地方标准 
`

/** Heads: what kind of body it is. The longest that ends a name is its head. */
const HEADS = `
厅 局 委 办 部 署 院 行 会 社 室 处 科 台 馆 所 站 校 队 组 中心 兵团 建设兵团 总会 总局 总署 分署 分局 支局 管理局 监管局 监察局 事务局 服务局 专员办 监督局 监督管理局 管理总局 管理委员会 管委会 管委 委员会 办公室 办公厅 研究室 指挥部 指挥中心 领导小组 工作组 小组 专班 工作专班 专项组 专责组 联席会议 联席会 理事会 秘书处 执委会 执行委员会 协调小组 协调组 协调办 推进办 推进小组 推进组 推进中心 工委 党工委 党委 党组 机关工委 党校 行政学院 社会主义学院
人民政府 政府 行政公署 公署 街道办事处 街道办 办事处 街道 镇政府 乡政府 人大常委会 人大 政协 监委 纪委 纪委监委 法院 检察院 人民法院 人民检察院 高级人民法院 中级人民法院 海事法院 知识产权法院 总工会 工会 妇联 妇女联合会 团委 工商联 工商业联合会 残联 残疾人联合会 科协 科学技术协会 文联 文学艺术界联合会 社科联 侨联 归国华侨联合会 台联 记协 作协 红十字会 贸促会 计生协 供销社 供销合作社 供销合作总社 联社 联合社 总社 总会 总队 支队 大队 军区 警备区 军分区 武警总队 消防救援总队 消防救援支队 边检总站 边检站
集团 集团公司 公司 有限公司 有限责任公司 股份公司 股份有限公司 分公司 子公司 总公司 投资公司 银行 分行 支行 总行 中心支行 农信社 联合社 开发银行 海关 铁路局 电网公司 供电公司 供电局 电力公司 电力局 机场 机场集团 港务集团 港口集团 交易所 交易中心 服务中心 管理中心 发展中心 促进中心 研究中心 信息中心 事务中心 研究院 科学院 工程院 设计院 规划院 勘察院 大学 学院 学校 职业学院 医院 实验室 博物馆 图书馆 档案馆 电视台 广播电视台 电台 日报社 报社 通讯社 出版社 协会 学会 商会 联合会 促进会 基金会 联盟 研究会 基金 支公司 分中心 筹备组 筹备办 工程局 建管局 航道局 海事局 水利委员会 监测站 
`

/** Bodies whose short name no field and head explain: 国资委 is a field's first letters and its head in one. */
const SHORT_NAMES = `
国资委 外办 外事办 侨办 外侨办 台办 台港澳办 港澳办 编办 编委办 网信办 农办 农工办 农委 农工委 财办 财经办 财经委 财委办 改革办 深改办 改办 军民融合办 军民融合委办 依法治市办 依法治省办 文明办 扫黄打非办 金融办 法制办 口岸办 人防办 国动办 扶贫办 医改办 食安办 食安委办 安委办 安委会办公室 防指办 防汛办 河长办 河湖长制办公室 双碳办 自贸办 湾区办 大湾区办 长江办 京津冀办 协同办 参事室 政研室 督查室 信访办 信访局 打私办 老干局 老干部局 机要局 保密局 档案局 史志办 地方志办 党史办 党史研究室 机关工委 直属机关工委 国安办 政法委 统战部 宣传部 组织部 社工部 社会工作部 总工会 工会 妇联 团委 共青团 工商联 残联 科协 文联 社科联 社科院 侨联 台联 记协 作协 红十字会 贸促会 法学会 计生协 供销社 供销合作社 供销总社 供销联社 中科院 工程院 社科院 农科院 林科院 科学院 高级人民法院 中级人民法院 人民法院 人民检察院 研究室 发展研究中心 法院 高院 中院 检察院 监委 纪委 纪委监委 人大 人大常委会 政协 气象局 地震局 海关 海事局 税务局 银保监局 银监局 证监局 保监局 外汇管理局 外管局 人行 人民银行 央行 金融监管局 金融监管总局 通管局 通信管理局 邮管局 邮政局 烟草局 民航局 公积金中心 考试院 党校 行政学院 军区 警备区 军分区 武警 消防救援总队 消防救援支队 消防救援局 政府办 政府办公厅 政府办公室 政府研究室 政府外办 政府参事室 政府督查室 委办 委办公厅 委办公室 府办 市府办 发改委 住建委 交委 交通委 经信委 科委 建委 教委 卫健委 卫计委 民委 民宗委 体委 绿委办 爱卫办 旅游委 旅游发展委 水务委 商委 商务委 城管委 城管办 房管局 园林局 银联 征信中心 铁塔公司 电信 移动 联通 电网 供电公司 巡察办 巡视办 数据局 大数据局 医保局 林草局 疾控局 乡村振兴局 能源局 药监局 公路局 港航局 航道局 
`

/** Ministries and bodies of the State Council and the Party centre that no province's prefix reaches. */
const NATIONAL = `
外交部 国防部 教育部 科技部 科学技术部 工业和信息化部 国家民委 公安部 国家安全部 民政部 司法部 财政部 人力资源社会保障部 人力资源和社会保障部 自然资源部 生态环境部 住房城乡建设部 住房和城乡建设部 交通运输部 水利部 农业农村部 商务部 文化和旅游部 退役军人事务部 退役军人部 应急管理部 应急部 审计署 人行 国土资源部 环境保护部 农业部 文化部 卫生部 铁道部 监察部 人民银行 中国人民银行 海关总署 税务总局 市场监管总局 金融监管总局 广电总局 体育总局 国研室 新华社 中科院 社科院 工程院 银保监会 银监会 证监会 保监会 国管局 国务院国资委 质检总局 工商总局 安全监管总局 食品药品监管总局 新闻出版广电总局 供销合作总社 全国总工会 全国妇联 共青团中央 中国科协 中国残联 全国工商联 国家开发银行 农业发展银行 进出口银行 开发银行 铁路总公司 国家铁路集团 国铁集团 中国铁路 最高人民法院 最高法院 最高人民检察院 最高检察院 中央宣传部 中央网信办 中央组织部 中央统战部 中央政法委 中央编办 中央军委 中宣部 中组部 中联部
`

/** Party bodies: behind 省 they are written 省委组织部. */
const PARTY = `组织部 宣传部 统战部 政法委 社会工作部 社工部 政研室 政策研究室 机要局 党校`
/** Bodies that may stand under the party committee: they keep its prefix where the list has just used it. */
const PARTY_ALSO = `网信办 编办 农办 财办 财经办 财经委办 改革办 深改办 台办 台湾工作办公室 军民融合办 军民融合发展委员会办公室 外办 老干部局 机关工委 直属机关工委 巡视办 巡察办 保密办 国安办 金融办 金融工委 科技委办 审计办 文明办 督查室 办公厅 办公室 研究室 全面依法治省办 依法治省办 依法治市办 党史研究室`

/** What names of zones end in; a management committee may follow. */
const ZONES = `经济技术开发区 高新技术产业开发区 高新技术开发区 经济开发区 技术开发区 旅游度假区 度假区 综合保税区 保税港区 保税区 自贸试验区 自由贸易试验区 自贸区 开发区 高新区 经开区 新区 示范区 试验区 合作区 产业园区 工业园区 产业园 工业园 科技园 园区 新城 功能区 枢纽经济区 经济区 管理区 风景区 风景名胜区 片区 试点区 先行区 生态城 科学城 大学城 港区 空港区 临空经济区 临港新片区 新片区 组团 综保区`

/** Level words that stand before a body's field: 省发展改革委, 自治区党委宣传部. Longest first. */
export const PREFIXES: readonly string[] = [
  '自治区人民政府',
  '自治区政府',
  '自治区党委',
  '省人民政府',
  '市人民政府',
  '区人民政府',
  '县人民政府',
  '州人民政府',
  '中共中央',
  '自治区',
  '自治州',
  '自治县',
  '国务院',
  '党中央',
  '省政府',
  '市政府',
  '区政府',
  '县政府',
  '州政府',
  '省委',
  '市委',
  '区委',
  '县委',
  '州委',
  '盟委',
  '旗委',
  '市州',
  '市县',
  '区县',
  '国家',
  '中央',
  '全国',
  '兵团',
  '我省',
  '我市',
  '我区',
  '我县',
  '本市',
  '本省',
  '省',
  '市',
  '区',
  '县',
  '州',
  '盟',
  '旗',
]

const setOf = (words: string) => new Set(words.trim().split(/\s+/))
const fields = setOf(FIELDS)
const heads = setOf(HEADS)
const shortNames = setOf(SHORT_NAMES)
const national = setOf(NATIONAL)
const party = setOf(PARTY)
const partyAlso = setOf(PARTY_ALSO)
const zones = [...setOf(ZONES)].sort((a, b) => b.length - a.length)
const LONGEST_FIELD = Math.max(...[...fields].map((word) => word.length))
const LONGEST_HEAD = Math.max(...[...heads].map((word) => word.length))

/** The head a name ends in: the one before which a field of work stands, else the longest; '' if none. Never the whole name. */
export function headOf(name: string): string {
  let longest = ''
  for (let length = Math.min(LONGEST_HEAD, name.length - 1); length > 0; length--) {
    const tail = name.slice(-length)
    if (!heads.has(tail)) continue
    if (isField(name.slice(0, -length))) return tail
    if (longest === '') longest = tail
  }
  return longest
}

/** Whether a stretch is a field of work or several joined ones (规划和自然资源, 文化广电旅游). */
export function isField(stretch: string): boolean {
  const n = stretch.length
  if (n === 0 || n > 40) return false
  // reach[i]: the stretch up to i is covered by whole fields and connecting words.
  const reach = new Uint8Array(n + 1)
  reach[0] = 1
  for (let i = 0; i < n; i++) {
    if (!reach[i]) continue
    const unit = stretch.charAt(i)
    if (i > 0 && (unit === '和' || unit === '与' || unit === '及' || unit === '暨')) reach[i + 1] = 1
    for (let length = Math.min(LONGEST_FIELD, n - i); length > 0; length--)
      if (!reach[i + length] && fields.has(stretch.slice(i, i + length))) reach[i + length] = 1
  }
  return reach[n] === 1
}

export const isShortName = (name: string) => shortNames.has(name)
export const isParty = (name: string) => party.has(name)
export const mayBeParty = (name: string) => party.has(name) || partyAlso.has(name)

/** Length of the national body a name starts with (交通运输部 in 交通运输部珠江航务管理局), 0 if none. */
export function nationalLength(name: string): number {
  for (let length = Math.min(12, name.length); length >= 2; length--)
    if (national.has(name.slice(0, length))) return length
  if (!name.startsWith('国家')) return 0
  // 国家税务总局, 国家外汇管理局: 国家, a field and a head, whatever follows.
  for (let length = Math.min(14, name.length); length >= 4; length--) {
    const found = /(?:总局|管理局|局|委)$/.exec(name.slice(2, length))
    if (found && isField(name.slice(2, 2 + found.index))) return length
  }
  return 0
}

/** The zone word a name ends in (经开区), '' if none or if nothing stands before it. */
export function zoneOf(name: string): string {
  for (const zone of zones) if (name.endsWith(zone)) return zone
  return ''
}
