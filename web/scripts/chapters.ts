/** An element with data-chapter-editor="address of the video in the API" becomes the editor of its chapters. */
export function editChapters(root: ParentNode): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-chapter-editor]:not([data-chapter-state])')) {
    place.dataset['chapterState'] = 'open'
    void import('./chapters/editor').then(({ Editor }) => new Editor(place))
  }
}
