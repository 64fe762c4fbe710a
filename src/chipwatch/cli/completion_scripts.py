"""The scripts by which shells ask for completion.

Each asks for lines of a word, a tab and what the word is, and hands them to the shell as data: no
shell evaluates them.
"""

BASH_SCRIPT = r"""
_chipwatch_completion() {
    local line=${COMP_LINE:0:COMP_POINT} word reply typed prefix=""
    word=${COMP_WORDS[COMP_CWORD]}
    typed=${line##*[[:space:]]}
    # Bash completes only what follows a colon or an equals sign, where these part words.
    if [[ $COMP_WORDBREAKS == *:* && $typed == *:* ]]; then
        prefix=${typed%"${typed##*:}"}
    fi
    COMPREPLY=()
    while IFS= read -r reply; do
        reply=${reply%%$'\t'*}
        reply=${reply#"$prefix"}
        if [[ $reply == *" "* && $word != [\"\']* ]]; then
            printf -v reply %q "$reply"
        fi
        COMPREPLY+=("$reply")
    done < <(_CHIPWATCH_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args \
        _CHIPWATCH_COMPLETE_DETAIL=1 _TYPER_COMPLETE_ARGS="$line" "$1" 2>/dev/null)
    if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace 2>/dev/null
    fi
    return 0
}

complete -o default -F _chipwatch_completion chipwatch
""".lstrip()

ZSH_SCRIPT = r"""
#compdef chipwatch

_chipwatch_completion() {
    local -a replies values displays open_values open_displays
    local reply value display
    replies=("${(@f)$(_CHIPWATCH_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args \
        _CHIPWATCH_COMPLETE_DETAIL=1 _TYPER_COMPLETE_ARGS="${(j: :)words[1,CURRENT]}" \
        "${words[1]}" 2>/dev/null)}")
    for reply in "${replies[@]}"; do
        [[ -n $reply ]] || continue
        value=${reply%%$'\t'*}
        display=$value
        [[ $reply == *$'\t'* ]] && display="$value  -- ${reply#*$'\t'}"
        if [[ $value == *= ]]; then
            open_values+=("$value") open_displays+=("$display")
        else
            values+=("$value") displays+=("$display")
        fi
    done
    if (( ! $#values && ! $#open_values )); then
        _files
        return
    fi
    [[ $PREFIX == --*=* ]] && compset -P '*='
    (( $#values )) && compadd -l -d displays -a values
    (( $#open_values )) && compadd -S '' -l -d open_displays -a open_values
    return 0
}

if [[ ${zsh_eval_context[-1]} == loadautofunc ]]; then
    _chipwatch_completion "$@"
else
    compdef _chipwatch_completion chipwatch
fi
""".lstrip()

FISH_SCRIPT = r"""
function __chipwatch_complete
    set -l prefix (string match --regex -- '^--[^=]+=' (commandline --current-token))
    set -l lines (env _CHIPWATCH_COMPLETE=complete_fish _TYPER_COMPLETE_FISH_ACTION=get-args \
        _CHIPWATCH_COMPLETE_DETAIL=1 \
        _TYPER_COMPLETE_ARGS=(commandline --cut-at-cursor --current-process | string collect) \
        chipwatch 2>/dev/null)
    test (count $lines) -gt 0
    and printf "$prefix%s\n" $lines
end

complete --command chipwatch --no-files --condition 'test -n "$(__chipwatch_complete)"' \
    --arguments '(__chipwatch_complete)'
""".lstrip()

SCRIPTS = {"bash": BASH_SCRIPT, "zsh": ZSH_SCRIPT, "fish": FISH_SCRIPT}
"""The script of each shell that there is completion for."""
