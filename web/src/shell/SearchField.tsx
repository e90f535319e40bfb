import { CloseCircleFilled, SearchOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'

/** Search as one types, after a short pause; not in the middle of composing a character. */
export function SearchField(props: {
  value: string
  placeholder: string
  /** Milliseconds. */
  pause?: number
  onChange: (q: string | undefined) => void
}) {
  const { value, pause = 300, onChange } = props
  const { t } = useTranslation()
  const [typed, setTyped] = useState(value)
  const timer = useRef(0)
  const composing = useRef(false)
  useEffect(() => setTyped(value), [value])
  const later = (text: string) => {
    window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => onChange(text.trim() || undefined), pause)
  }
  return (
    <Input.Search
      className="search-field"
      placeholder={props.placeholder}
      aria-label={props.placeholder}
      allowClear={{ clearIcon: <CloseCircleFilled aria-label={t('shell.empty')} /> }}
      enterButton={<Button icon={<SearchOutlined />} aria-label={t('shell.find')} />}
      maxLength={200}
      value={typed}
      onCompositionStart={() => {
        composing.current = true
      }}
      onCompositionEnd={(event) => {
        composing.current = false
        later(event.currentTarget.value)
      }}
      onChange={(event) => {
        setTyped(event.target.value)
        if (!composing.current) later(event.target.value)
      }}
      onSearch={(text) => {
        window.clearTimeout(timer.current)
        onChange(text.trim() || undefined)
      }}
    />
  )
}
