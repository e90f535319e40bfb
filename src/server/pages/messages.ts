/** The words of the few pages that the server itself renders: Chinese first, English complete. */
const messages = {
  zh: {
    language: 'zh-CN',
    product: '群策 Qunce',
    linkUselessTitle: '链接已失效',
    linkUselessText:
      '此链接已被使用，或已超过有效期。请重新索取链接；在服务器上重新运行 qunce serve 会给出新的登录链接。',
    toSignIn: '前往登录',
    passwordTitle: '设置密码',
    passwordLabel: (minimum: number) => `密码（至少 ${minimum} 个字符）`,
    passwordButton: '保存并登录',
    passwordTooShort: (minimum: number) => `密码须为 ${minimum} 至 128 个字符。`,
    notBuiltTitle: '网页尚未构建',
    notBuiltText: '请在安装目录运行 npm run build，然后刷新本页。接口可直接使用：',
    api: '接口说明',
    apiIntro: '所有功能均可通过接口使用。机器可读的描述（OpenAPI 3.1）：',
    permission: '权限',
    publicAccess: '公开',
    signsFor: '审计',
    parameters: '参数',
    body: '请求体',
    answers: '应答',
  },
  en: {
    language: 'en',
    product: 'Qunce 群策',
    linkUselessTitle: 'This link no longer works',
    linkUselessText:
      'It was used already, or it is older than it may be. Ask for a new one; starting qunce serve again prints a new sign-in link.',
    toSignIn: 'Sign in',
    passwordTitle: 'Choose a password',
    passwordLabel: (minimum: number) => `Password (at least ${minimum} characters)`,
    passwordButton: 'Save and sign in',
    passwordTooShort: (minimum: number) => `A password has ${minimum} to 128 characters.`,
    notBuiltTitle: 'The web application is not built yet',
    notBuiltText: 'Run npm run build in the installation folder and load this page again. The API works as it is:',
    api: 'API',
    apiIntro: 'Everything can be done over the API. Its description for machines (OpenAPI 3.1):',
    permission: 'Permission',
    publicAccess: 'public',
    signsFor: 'Audit',
    parameters: 'Parameters',
    body: 'Body',
    answers: 'Answers',
  },
}
export type Messages = (typeof messages)['zh']

/** The words in the language that the browser prefers; Chinese when it does not say. */
export function messagesFor(acceptLanguage: string | undefined): Messages {
  return /^\s*en\b/i.test(acceptLanguage ?? '') ? messages.en : messages.zh
}
