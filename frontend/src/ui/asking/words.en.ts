export default {
  step: 'Question {at} of {of}',
  next: 'Next',
  skip: 'Skip',
  back: 'Back',
} as const;
