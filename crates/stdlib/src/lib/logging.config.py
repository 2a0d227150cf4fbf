"""Configuration functions for the logging package for Python."""

import logging
import logging.handlers


def _resolve(name):
    """What a dotted name stands for."""
    parts = name.split('.')
    used = parts.pop(0)
    try:
        found = __import__(used)
        for part in parts:
            used += '.' + part
            try:
                found = getattr(found, part)
            except AttributeError:
                __import__(used)
                found = getattr(found, part)
    except ImportError as error:
        raise ValueError(f'Cannot resolve {name!r}: {error}') from error
    return found


class _Configuration:
    """What a dict says, while it is being put into effect."""

    def __init__(self, config):
        self.config = config
        self.formatters, self.filters, self.handlers = {}, {}, {}

    def value(self, value):
        """A value, or what a text that names one stands for."""
        if isinstance(value, str):
            if value.startswith('ext://'):
                return _resolve(value.removeprefix('ext://'))
            if value.startswith('cfg://'):
                found = self.config
                for part in value.removeprefix('cfg://').split('.'):
                    found = found[part]
                return found
        return value

    def made(self, config):
        """What a factory makes of its arguments: the entry `()` names it."""
        factory = config.pop('()')
        factory = factory if callable(factory) else _resolve(factory)
        attributes = config.pop('.', None)
        made = factory(**{key: self.value(value) for key, value in config.items()})
        for name, value in (attributes or {}).items():
            setattr(made, name, value)
        return made

    def formatter(self, config):
        config = dict(config)
        if '()' in config:
            return self.made(config)
        kind = _resolve(config['class']) if 'class' in config else logging.Formatter
        options = {'defaults': config['defaults']} if 'defaults' in config else {}
        return kind(config.get('format'), config.get('datefmt'), config.get('style', '%'),
                    **options)

    def filter(self, config):
        config = dict(config)
        return self.made(config) if '()' in config else logging.Filter(config.get('name', ''))

    def add_filters(self, filterer, names):
        for name in names:
            try:
                known = callable(name) or callable(getattr(name, 'filter', None))
                filterer.addFilter(name if known else self.filters[name])
            except Exception as error:
                raise ValueError(f'Unable to add filter {name!r}') from error

    def handler(self, config):
        config = dict(config)
        level, filters = config.pop('level', None), config.pop('filters', None)
        formatter = config.pop('formatter', None)
        if formatter is not None:
            try:
                formatter = self.formatters[formatter]
            except Exception as error:
                raise ValueError(f'Unable to set formatter {formatter!r}') from error
        if '()' in config:
            handler = self.made(config)
        else:
            kind = config.pop('class')
            kind = kind if callable(kind) else _resolve(kind)
            if 'target' in config:
                config['target'] = self.handlers[config['target']]
            attributes = config.pop('.', None)
            handler = kind(**{key: self.value(value) for key, value in config.items()})
            for name, value in (attributes or {}).items():
                setattr(handler, name, value)
        if formatter is not None:
            handler.setFormatter(formatter)
        if level is not None:
            handler.setLevel(level)
        if filters:
            self.add_filters(handler, filters)
        return handler

    def logger(self, logger, config, is_incremental):
        if config.get('level') is not None:
            logger.setLevel(config['level'])
        if is_incremental:
            return
        for handler in list(logger.handlers):
            logger.removeHandler(handler)
        for name in config.get('handlers') or ():
            try:
                logger.addHandler(self.handlers[name])
            except Exception as error:
                raise ValueError(f'Unable to add handler {name!r}') from error
        if config.get('filters'):
            self.add_filters(logger, config['filters'])

    def section(self, name, make, into):
        """Makes what a section names; what needs something that is not there yet waits for it."""
        waiting = dict(self.config.get(name, {}))
        for key in sorted(waiting, key=lambda key: 'target' in waiting[key]):
            try:
                into[key] = make(waiting[key])
                if hasattr(into[key], 'set_name'):
                    into[key].set_name(key)
            except Exception as error:
                raise ValueError(f'Unable to configure {name[:-1]} {key!r}') from error

    def apply(self):
        config = self.config
        if 'version' not in config:
            raise ValueError("dictionary doesn't specify a version")
        if config['version'] != 1:
            raise ValueError(f"Unsupported version: {config['version']}")
        is_incremental = config.get('incremental', False)
        if not is_incremental:
            self.section('formatters', self.formatter, self.formatters)
            self.section('filters', self.filter, self.filters)
            self.section('handlers', self.handler, self.handlers)
        for name, settings in config.get('loggers', {}).items():
            logger = logging.getLogger(name)
            try:
                self.logger(logger, settings, is_incremental)
            except Exception as error:
                raise ValueError(f'Unable to configure logger {name!r}') from error
            if settings.get('propagate') is not None:
                logger.propagate = settings['propagate']
        if config.get('root'):
            try:
                self.logger(logging.root, config['root'], is_incremental)
            except Exception as error:
                raise ValueError('Unable to configure root logger') from error


def dictConfig(config):
    """Configure logging using a dictionary."""
    _Configuration(config).apply()
