# Elixir's Version.
for line <- IO.stream(:stdio, :line) do
  [what, a, b] = line |> String.trim_trailing("\n") |> String.split("\t")
  with {:ok, v} <- Version.parse(a),
       {:ok, w} <- if(what == "cmp", do: Version.parse(b), else: Version.parse_requirement(b)) do
    if what == "cmp" do
      %{lt: "-1", eq: "0", gt: "1"}[Version.compare(v, w)]
    else
      if Version.match?(v, w), do: "in", else: "out"
    end
  else
    :error -> "bad"
  end
end
|> Enum.join("\n")
|> IO.puts()
