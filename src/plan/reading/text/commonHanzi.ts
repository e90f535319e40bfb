/**
 * The most frequent characters of modern written Chinese, by rank in general frequency lists, with those that official
 * documents use most. They cover about two thirds of any running text, and under a tenth of what appears when bytes of
 * another encoding (Big5, EUC-KR, Shift JIS, Latin-1) are decoded as GB18030.
 */
export const COMMON_HANZI: ReadonlySet<string> = new Set(
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运'.concat(
    '府省县乡镇村城群划规推进加快强化完善构建提升促融入互联协调机制牵头负责配合责任单位按职分工委局厅办源环境态文旅游农林渔牧商贸港澳湾江河湖海岸线铁公路航空能源力网络服务保障财税投资项目重点任务支持鼓励引导积极深化改革创新驱动产业转移升级布局优势特色核心节点圈带轴极园区示范试验绿色低碳循环智慧宜居民生医疗卫健康育养老社保就业扶贫乡振兴监测评估考核督促落实领组织实施方案意见通知印各关部门要求原则目标总体到底前以上左右增长率亿元万吨平里',
  ),
)
