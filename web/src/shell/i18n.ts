import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en } from '../messages/en.ts'
import { type Messages, zhCN } from '../messages/zh-CN.ts'
import { teachPeriods } from './period.ts'
import { readPreferences } from './preferences.ts'
import { singular } from './singular.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation'
    returnNull: false
    resources: { translation: Messages }
  }
}

export type Language = 'zh-CN' | 'en'

/** Both languages travel with the page, so that switching needs no network and no key can be missing at run time. */
export function startLanguage(): void {
  const { language } = readPreferences()
  const ofOne = {
    type: 'postProcessor',
    name: 'singular',
    process: (text: string, _key: unknown, _options: unknown, translator: { language?: string }) =>
      translator.language === 'en' ? singular(text) : text,
  } as const
  void i18next
    .use(ofOne)
    .use(initReactI18next)
    .init({
      postProcess: ['singular'],
      lng: language,
      fallbackLng: 'zh-CN',
      resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
      interpolation: { escapeValue: false },
      returnNull: false,
    })
  teachPeriods()
  document.documentElement.lang = language
}

export function switchLanguage(language: Language): void {
  void i18next.changeLanguage(language)
  document.documentElement.lang = language
}
